package diagnose

import (
	"fmt"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// talk writes a record, message by message, a tenth of a second apart.
type talk struct {
	rec  *transcript.Recorder
	now  time.Duration
	conn int
	open *transcript.Open
	lane wire.Lane
	tls  bool
}

func newTalk() *talk { return &talk{rec: transcript.NewRecorder(1), conn: 1, lane: wire.LaneCWMP} }

func (k *talk) transcript() *transcript.Transcript {
	k.flush()
	return k.rec.Take("")
}

// flush leaves the last request unanswered.
func (k *talk) flush() {
	if k.open != nil {
		k.open.Finish(nil, "")
		k.open = nil
	}
}

// on goes on over another connection.
func (k *talk) on(conn int) *talk {
	k.flush()
	k.conn = conn
	return k
}

// pause lets time pass.
func (k *talk) pause(d time.Duration) *talk {
	k.now += d
	return k
}

func (k *talk) stamp(m *wire.Message) *wire.Message {
	k.now += 100 * time.Millisecond
	m.Begun, m.Ended = k.now, k.now
	return m
}

// raw is a request of the CPE byte by byte.
func (k *talk) raw(text string) *talk {
	k.flush()
	m, _ := wire.Parse([]byte(text), true, "")
	m.From = wire.CPE
	k.open = k.rec.Begin("", k.conn, k.lane, k.tls, k.stamp(m))
	return k
}

// post is a POST of the CPE; fields are "Name: value".
func (k *talk) post(body string, fields ...string) *talk {
	head := "POST /acs HTTP/1.1\r\nHost: acs\r\n"
	for _, f := range fields {
		head += f + "\r\n"
	}
	return k.raw(head + fmt.Sprintf("SOAPAction: \r\nContent-Length: %d\r\n\r\n%s", len(body), body))
}

// answer is a response of the ACS.
func (k *talk) answer(status int, body string, fields ...string) *talk {
	return k.wrong("", status, body, fields...)
}

// wrong is an answer with an intent.
func (k *talk) wrong(intent string, status int, body string, fields ...string) *talk {
	head := fmt.Sprintf("HTTP/1.1 %d Text\r\n", status)
	for _, f := range fields {
		head += f + "\r\n"
	}
	if !strings.Contains(head, "Content-Length") && status != 204 {
		head += fmt.Sprintf("Content-Length: %d\r\n", len(body))
	}
	m, _ := wire.Parse([]byte(head+"\r\n"+body), false, "POST")
	m.From = wire.ACS
	k.open.Finish(k.stamp(m), intent)
	k.open = nil
	return k
}

// closed ends the connection.
func (k *talk) closed(by wire.Party, note string) *talk {
	k.flush()
	return k.left(by, note)
}

// left is closed with a request that waits for its answer.
func (k *talk) left(by wire.Party, note string) *talk {
	k.now += 100 * time.Millisecond
	k.rec.Close("", transcript.Closing{Conn: k.conn, Lane: k.lane, By: by, At: k.now, Note: note})
	return k
}

// call is a Connection Request and its answer; status 0 is none.
func (k *talk) call(status int, authorization string) *talk {
	k.flush()
	var fields []wire.Field
	if authorization != "" {
		fields = append(fields, wire.Field{Name: "Authorization", Value: authorization})
	}
	req := wire.NewRequest("GET", "/cr", fields, nil)
	req.From = wire.ACS
	open := k.rec.Begin("", 90, wire.LaneCR, false, k.stamp(req))
	if status == 0 {
		open.Finish(nil, "")
		return k
	}
	resp := wire.NewResponse(status, "Text", nil, nil)
	resp.From = wire.CPE
	open.Finish(k.stamp(resp), "")
	return k
}

const ns12, ns10 = "urn:dslforum-org:cwmp-1-2", "urn:dslforum-org:cwmp-1-0"

func envelopeIn(ns, id, body string) string {
	header := ""
	if id != "" {
		header = `<s:Header><c:ID s:mustUnderstand="1">` + id + `</c:ID></s:Header>`
	}
	return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="` + ns + `">` + header + `<s:Body>` + body + `</s:Body></s:Envelope>`
}

func soapOf(body string) string { return envelopeIn(ns12, "7", body) }

// informOf is an Inform with RetryCount, an event and the CPE's time.
func informOf(ns, id string, retries int, event, now string) string {
	return envelopeIn(ns, id, fmt.Sprintf(`<c:Inform><DeviceId><Manufacturer>M</Manufacturer><OUI>00AABB</OUI><ProductClass>P</ProductClass><SerialNumber>1</SerialNumber></DeviceId>`+
		`<Event><EventStruct><EventCode>%s</EventCode><CommandKey></CommandKey></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>%s</CurrentTime><RetryCount>%d</RetryCount><ParameterList></ParameterList></c:Inform>`, event, now, retries))
}

var (
	plainInform    = informOf(ns12, "7", 0, "2 PERIODIC", "2026-05-01T10:00:00Z")
	informResponse = soapOf("<c:InformResponse><MaxEnvelopes>1</MaxEnvelopes></c:InformResponse>")
	getMethods     = soapOf("<c:GetRPCMethods></c:GetRPCMethods>")
	transferDone   = soapOf("<c:TransferComplete></c:TransferComplete>")
	digest         = `WWW-Authenticate: Digest realm="r", nonce="n1", qop="auth"`
)

// credentials are Digest credentials with parts replaced.
func credentials(replace ...string) string {
	return "Authorization: " + strings.NewReplacer(replace...).Replace(
		`Digest username="u", realm="r", nonce="n1", uri="/acs", response="00112233445566778899aabbccddeeff", qop=auth, nc=00000001, cnonce="c"`)
}

func faultOf(code, text string) string {
	return soapOf(`<s:Fault><faultcode>Server</faultcode><faultstring>CWMP fault</faultstring><detail><c:Fault><FaultCode>` + code + `</FaultCode><FaultString>` + text + `</FaultString></c:Fault></detail></s:Fault>`)
}
