// Package rule is the engine of the passive rules: pure functions over a
// recorded transcript. It holds no rules itself; those are in suites/rules.
package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Rule judges what one side said in a transcript against some requirements.
type Rule struct {
	ID     string   // lower case words joined by hyphens; stable
	Title  string   // what has to hold, in one sentence without a full stop
	Covers []string // the requirement ids it may report, no others
	// Stops says that a session can come to a halt over what the rule finds, so
	// that a finding explains a case that could not go on.
	Stops bool
	// Only is the side that the rule is about; empty: it holds for what either side sends.
	Only  wire.Party
	Check func(*Context)
}

// Facts is what is known of the device under test beyond the transcript. A nil
// map or an empty string means that it is not known, and that no rule may
// conclude anything from it.
type Facts struct {
	// HighestVersion is the highest CWMP version that the device supports,
	// such as "1.4", where it is claimed.
	HighestVersion string
	// Parameters holds the values of DeviceInfo and ManagementServer
	// parameters as read during discovery, by full name.
	Parameters map[string]string
	// OwnUsername says that the device came with its user name for the ACS, so
	// that the name has the form of section 3.4.4.
	OwnUsername bool
	// Excerpt says that the transcript is a file of unknown origin, which may
	// begin in the middle of a session.
	Excerpt bool
}

// Context is what a rule sees and reports to.
type Context struct {
	T       *transcript.Transcript
	Subject wire.Party // whose messages are judged: wire.CPE or wire.ACS
	Facts   Facts

	said      map[wire.Lane][]Said
	envelopes []Said

	rule     *Rule
	order    map[int]place // exchange number -> place in its session
	findings []verdict.Finding
	index    map[string]int // requirement -> position in findings
}

type place struct {
	session *transcript.Session
	at      int
}

// Said is one HTTP message of the side under test.
type Said struct {
	X   *transcript.Exchange
	Msg *wire.Message
	Env *cwmp.Envelope // nil without an envelope
}

// Said lists the HTTP messages that the subject sent on one lane, in order. All
// rules share the list.
func (c *Context) Said(lane wire.Lane) []Said {
	list, known := c.said[lane]
	if known {
		return list
	}
	for _, x := range c.T.Exchanges {
		if x.Lane != lane {
			continue
		}
		if x.Req != nil && x.Req.From == c.Subject {
			list = append(list, Said{x, x.Req, x.ReqEnv})
		}
		if x.Resp != nil && x.Resp.From == c.Subject {
			list = append(list, Said{x, x.Resp, x.RespEnv})
		}
	}
	c.said[lane] = list
	return list
}

// Envelopes lists the subject's CWMP messages that hold an envelope, in order.
// One that could be read in part only is left out: what it lacks may follow
// where the reading stopped. All rules share the list.
func (c *Context) Envelopes() []Said {
	if c.envelopes == nil {
		list := slices.Clone(c.Said(wire.LaneCWMP))
		c.envelopes = slices.DeleteFunc(list, func(s Said) bool { return s.Env == nil || s.Env.SOAP.Partial })
	}
	return c.envelopes
}

// Before is the exchange before x in the same session, nil if x is its first.
func (c *Context) Before(x *transcript.Exchange) *transcript.Exchange { return c.neighbour(x, -1) }

// After is the exchange after x in the same session, nil if x is its last.
func (c *Context) After(x *transcript.Exchange) *transcript.Exchange { return c.neighbour(x, +1) }

func (c *Context) neighbour(x *transcript.Exchange, step int) *transcript.Exchange {
	p, ok := c.order[x.N]
	if !ok || p.at+step < 0 || p.at+step >= len(p.session.Exchanges) {
		return nil
	}
	return p.session.Exchanges[p.at+step]
}

// At is the place of a finding: a message and a byte in it.
type At struct {
	X      *transcript.Exchange
	Msg    *wire.Message
	Offset int  // of the byte; negative means the message as a whole
	InBody bool // Offset counts in the body, else in the raw message
}

// Whole is a message as a whole.
func (s Said) Whole() At { return At{X: s.X, Msg: s.Msg, Offset: -1} }

// Body is a byte of the message's body.
func (s Said) Body(offset int) At { return At{X: s.X, Msg: s.Msg, Offset: offset, InBody: true} }

// Raw is a byte of the message as it came.
func (s Said) Raw(offset int) At { return At{X: s.X, Msg: s.Msg, Offset: offset} }

// Report records that a requirement is broken. The first place is kept; later
// ones are counted. A requirement that does not bind the side under test is
// let pass. It panics on an id that the rule does not declare.
func (c *Context) Report(requirementID string, at At, expected, got string) {
	if !Binds(c.Subject, requirementID) {
		return
	}
	if !slices.Contains(c.rule.Covers, requirementID) {
		panic(fmt.Sprintf("rule %s reports %s, which it does not declare", c.rule.ID, requirementID))
	}
	if i, seen := c.index[requirementID]; seen {
		c.findings[i].Count++
		return
	}
	c.index[requirementID] = len(c.findings)
	c.findings = append(c.findings, Finding(requirementID, c.rule.ID, at, expected, got))
}

// Finding makes a finding out of a requirement's row and a place. It panics on
// an id that is not in the catalogue: that is a mistake in the check.
func Finding(requirementID, check string, at At, expected, got string) verdict.Finding {
	row, ok := requirement.Must().Get(requirementID)
	if !ok {
		panic(fmt.Sprintf("check %s names requirement %s, which is not in the catalogue", check, requirementID))
	}
	where := Place(at)
	pinpoint(&where, at, got)
	return verdict.Finding{
		Requirement: requirementID,
		Level:       string(row.Level),
		Section:     row.Section(),
		Says:        row.Says,
		Check:       check,
		Expected:    expected,
		Got:         got,
		Where:       where,
		Count:       1,
	}
}

// Place is the place of a finding in the words of a verdict.
func Place(at At) verdict.Where {
	if at.X == nil {
		return verdict.Where{}
	}
	w := verdict.Where{Exchange: at.X.N, Connection: at.X.Conn}
	if at.Msg == nil {
		return w
	}
	w.From = string(at.Msg.From)
	if at.Offset >= 0 {
		if at.InBody && at.Msg.Encoded() {
			return w // the place is in the content, which the bytes do not show
		}
		if at.InBody {
			w.Line, w.Offset, w.Bytes = transcript.Locate(at.Msg, at.Offset)
		} else {
			w.Line, w.Offset, w.Bytes = transcript.LocateRaw(at.Msg, at.Offset)
		}
	}
	return w
}

// Binds says whether a requirement binds one side; one that does not exist is
// taken to, so that it is complained about where it is used.
func Binds(p wire.Party, requirementID string) bool {
	row, ok := requirement.Must().Get(requirementID)
	return !ok || row.Binds(requirement.Role(strings.ToLower(string(p))))
}

// For picks the rules that are about one side, each with those requirements
// only that bind it.
func For(p wire.Party, rules []Rule) []Rule {
	var list []Rule
	for _, r := range rules {
		if r.Only != "" && r.Only != p {
			continue
		}
		r.Covers = slices.DeleteFunc(slices.Clone(r.Covers), func(id string) bool { return !Binds(p, id) })
		if len(r.Covers) > 0 {
			list = append(list, r)
		}
	}
	return list
}

// Judge runs rules over a transcript and returns what they found, one finding
// per rule and requirement. Rules about the other side only are left out.
func Judge(t *transcript.Transcript, subject wire.Party, facts Facts, rules []Rule) []verdict.Finding {
	order := map[int]place{}
	for _, s := range t.Sessions {
		for i, x := range s.Exchanges {
			order[x.N] = place{s, i}
		}
	}
	c := &Context{T: t, Subject: subject, Facts: facts, said: map[wire.Lane][]Said{}, order: order, index: map[string]int{}}
	var all []verdict.Finding
	for i := range rules {
		if r := &rules[i]; r.Only == "" || r.Only == subject {
			c.rule, c.findings = r, nil
			clear(c.index)
			r.Check(c)
			all = append(all, c.findings...)
		}
	}
	return all
}
