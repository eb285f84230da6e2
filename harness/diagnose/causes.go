package diagnose

import (
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// clue is a cause that the record can show: look gives its text, "" if it does not.
type clue struct {
	id   string
	look func(h *halt, o Options) string
}

// Provoked is the id of the cause that the tester was wrong on purpose.
const Provoked = "provoked"

// causes lists what the record shows first, then what such a halt usually
// turns out to be.
func causes(h *halt, o Options) []verdict.Cause {
	var list []verdict.Cause
	add := func(c verdict.Cause) {
		if !slices.ContainsFunc(list, func(known verdict.Cause) bool { return known.ID == c.ID }) {
			list = append(list, c)
		}
	}
	if why := h.intent(); why != "" {
		add(verdict.Cause{ID: Provoked, Seen: true, Text: "the tester was wrong on purpose: " + why})
	}
	for _, c := range slices.Concat(credentialClues, messageClues, sessionClues, networkClues) {
		if text := c.look(h, o); text != "" {
			add(verdict.Cause{ID: c.id, Text: text, Seen: true})
		}
	}
	guesses := most
	if len(list) > 0 {
		guesses = 1 // beside what is seen, a guess is only a reminder
	}
	for _, c := range usual[h.kind] {
		if n := len(list); guesses > 0 {
			add(c)
			guesses -= len(list) - n
		}
	}
	for _, c := range aftermath {
		if text := c.look(h, o); text != "" {
			add(verdict.Cause{ID: c.id, Text: text, Seen: true})
		}
	}
	return list
}

func guess(id, text string) verdict.Cause { return verdict.Cause{ID: id, Text: text} }

// usual are the causes that a kind of halt has in the field, the commonest
// first. Those that the record can show as well share the id of the clue.
var usual = map[string][]verdict.Cause{
	"not-connected": {
		guess("acs-url", "the ACS URL is not set on the CPE, or is another one"),
		guess("unreachable", "the CPE cannot reach the ACS: route, firewall, or a host name it cannot resolve"),
		guess("cwmp-disabled", "CWMP or its periodic Inform is switched off on the CPE"),
		guess("retry-wait", "the CPE waits before it tries a failed session again, up to hours (Table 3 of 3.2.1.1)"),
	},
	"not-connected-again": {
		guess("crash", "the CWMP client of the CPE hangs or has ended"),
		guess("nothing-due", "the CPE sees no reason for a session: what it was to report has not happened yet, or is not noticed"),
		guess("restarting", "the CPE restarts, or takes longer than was waited"),
	},
	"called-not-connected": {
		guess("crash", "the CWMP client of the CPE hangs or has ended, though its listener still answers"),
		guess("busy-cpe", "the CPE takes longer than 30 s to begin"),
		guess("acs-url", "the CPE has another ACS URL, and opens its session there"),
		guess("unreachable", "the CPE cannot reach the ACS: route, firewall, or a host name it cannot resolve"),
	},
	"call-not-taken": {
		guess("nat", "the ConnectionRequestURL is behind NAT or a firewall"),
		guess("restarting", "the CPE is just starting, or its CWMP client has ended"),
		guess("cr-url", "the ConnectionRequestURL of the last Inform is out of date: another address or port"),
	},
	"call-unanswered": {
		guess("busy-cpe", "the listener of the CPE hangs, for example because its CWMP client is busy"),
		guess("crash", "the CWMP client of the CPE has ended or restarts"),
	},
	"call-second-401": {
		guess("cr-credentials", "ConnectionRequestUsername or ConnectionRequestPassword on the CPE differ from those used"),
		guess("cr-late", "the CPE takes over new Connection Request credentials only after the session or a restart"),
	},
	"call-challenge": {guess("scheme", "the CPE asks for a scheme or an algorithm that is not known here, or for none")},
	"call-busy": {
		guess("busy-cpe", "the CPE is in another session, or still starting"),
		guess("rate-limit", "the CPE limits how often it takes Connection Requests"),
	},
	"call-refused": {
		guess("cr-url", "the path of the ConnectionRequestURL is out of date"),
		guess("other-server", "another server of the CPE listens on that port"),
	},
	"said-nothing": {
		guess("port-probe", "something probes the port: a scanner or a health check"),
		guess("tls-to-plain", "the ACS URL of the CPE has https where the ACS listens without TLS"),
	},
	"acs-unreachable": {
		guess("acs-url", "the ACS does not listen there: another address, port, or it is not running"),
		guess("unreachable", "a firewall or the route between this machine and the ACS"),
	},
	"acs-tls-failed": {
		guess("tls-authority", "the certificate of the ACS is signed by an authority that is not trusted here: name it in tls: in the target file"),
		guess("tls-name", "the certificate of the ACS does not have the host name of the ACS URL"),
		guess("clock", "the certificate is not valid now, by the clock of this machine"),
	},
	"tls-failed": {
		guess("tls-authority", "the CPE does not trust the authority that signed the certificate of the ACS"),
		guess("tls-name", "the certificate of the ACS does not have the host name of the ACS URL"),
		guess("clock", "the clock of the CPE is not set, so that the certificate seems not valid yet"),
		guess("tls-version", "the two have no TLS version or cipher suite in common"),
	},
	"not-a-post":      {guess("not-a-cpe", "it is no CPE: a browser or a health check"), guess("acs-url", "the CPE is still being provisioned by HTTP")},
	"not-http":        {guess("tls-to-plain", "the ACS URL of the CPE has https where the ACS listens without TLS")},
	"no-inform":       {guess("lost-session", "the CPE goes on with a session that the ACS has forgotten"), guess("cookie-not-returned", "the session cookie was not returned, so that the request belongs to no session")},
	"unparsed-inform": {guess("not-well-formed", "the XML is not well-formed"), guess("unknown-namespace", "the CWMP namespace is not one of the standard's")},
	"silent-after-challenge": {
		guess("no-credentials", "no user name and password for the ACS are set on the CPE"),
		guess("scheme", "the CPE does not support the scheme or the algorithm of the challenge"),
		guess("tcp-reuse", "the CPE does not go on over the connection on which it was challenged"),
	},
	"second-401": {
		guess("wrong-password", "the password of the CPE for the ACS is another one"),
		guess("digest-response", "the CPE computes the digest wrongly: URI with or without host, quotation marks, qop"),
	},
	"redirect-not-followed": {
		guess("redirect-support", "the CPE does not follow redirects, or only from the Inform on"),
		guess("unreachable", "the CPE cannot reach or resolve the host of the redirect"),
	},
	"silent-after-informresponse": {
		guess("informresponse-unread", "the CPE does not accept the InformResponse: namespace, header elements or ID"),
		guess("cookie-support", "the CPE stumbles over the cookie that came with the InformResponse"),
		guess("crash", "the CWMP client of the CPE has ended or restarts"),
	},
	"silent-after-request": {
		guess("request-unread", "the CPE cannot read the request: namespace, types, or its size"),
		guess("slow-cpe", "the CPE needs longer for its response than the ACS waits"),
		guess("crash", "the CWMP client of the CPE has ended or restarts"),
	},
	"silent-after-response": {
		guess("response-unread", "the CPE does not accept the response: namespace, header elements or ID"),
		guess("crash", "the CWMP client of the CPE has ended or restarts"),
	},
	"session-not-retried": {
		guess("no-retry", "the CPE tries only with its next event or periodic Inform"),
		guess("crash", "the CWMP client of the CPE hangs or has ended"),
	},
	"not-retried":                 {guess("8005-support", "the CPE takes fault 8005 for the end of the session")},
	"empty-instead-of-response":   {guess("request-unread", "the CPE cannot read the request and passes over it"), guess("slow-cpe", "the CPE is not ready with its response and sends it later")},
	"request-instead-of-response": {guess("request-unread", "the CPE cannot read the request and passes over it"), guess("out-of-step", "the CPE sends its own request first and answers later")},
	"another-response":            {guess("out-of-step", "the CPE answers an earlier request, for example one that it had not answered in time")},
	"unparsed-response":           {guess("not-well-formed", "the XML of the response is not well-formed, for example by a character that XML does not allow in a value")},
	"request-cut-short":           {guess("content-length", "Content-Length is larger than the body: characters counted for bytes, or line ends"), guess("crash", "the CPE lost the connection or restarts")},
	"response-cut-short":          {guess("content-length", "Content-Length is larger than the body"), guess("proxy", "a proxy cut the connection")},
	"gave-up-waiting":             {guess("impatient", "the CPE waits less than 30 s for an answer")},
	"no-answer": {
		guess("acs-crash", "the ACS failed over the message: an odd but legal Inform, a missing ID, another prefix or namespace"),
		guess("proxy", "a proxy in between closed the connection"),
		guess("slow-acs", "the ACS takes too long"),
	},
	"refused-by-status": {
		guess("lost-session", "the ACS does not find the session of the request: its cookie, or another connection"),
		guess("acs-error", "the ACS failed over the message, or does not know the CPE"),
	},
	"empty-answer": {
		guess("acs-crash", "the ACS failed over the message and answers nothing: an odd but legal Inform, a missing ID, another prefix"),
		guess("cpe-unknown", "the ACS does not know the CPE and lets it go"),
	},
	"unparsed-answer": {guess("acs-url", "the URL leads to another page of the server, not to its CWMP service"), guess("proxy", "a proxy or a captive portal answers")},
	"inform-refused":  {guess("acs-refuses", "the ACS does not want this CPE: unknown, or not provisioned"), guess("version", "ACS and CPE have no CWMP version in common")},
}
