package acs

import (
	"bytes"
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/puppet"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// form is a legal way to write or to fill an Inform that devices are known for.
type form struct {
	what  string
	fill  func(*cwmp.Inform)
	style cwmp.Style
	head  func(*cwmp.Header)
	write func(string) string
}

// reworded is a form made by replacing text in the envelope.
func reworded(what string, pairs ...string) form {
	return form{what: what, write: func(s string) string { return strings.NewReplacer(pairs...).Replace(s) }}
}

// contents are Informs of devices that have something out of the ordinary.
var contents = []form{
	{what: "an empty ProductClass", fill: func(m *cwmp.Inform) { m.DeviceId.ProductClass = "" }},
	{what: "Unknown Time as CurrentTime", fill: func(m *cwmp.Inform) { m.CurrentTime = cwmp.UnknownTime }},
	{what: "a time since boot as CurrentTime", fill: func(m *cwmp.Inform) { m.CurrentTime = "0001-01-01T00:03:12" }},
	{what: "CurrentTime with a local offset", fill: func(m *cwmp.Inform) { m.CurrentTime = "2026-06-01T12:00:00+05:30" }},
	{what: "CurrentTime with a fraction of a second", fill: func(m *cwmp.Inform) { m.CurrentTime = "2026-06-01T12:00:00.250Z" }},
	{what: "RetryCount 12", fill: func(m *cwmp.Inform) { m.RetryCount = 12 }},
	{what: "an empty value", fill: func(m *cwmp.Inform) { m.ParameterList = append(m.ParameterList, aValue("")) }},
	{what: "a value with characters to escape", fill: func(m *cwmp.Inform) { m.ParameterList = append(m.ParameterList, aValue(`<a href="x">'&amp;'</a>`)) }},
	{what: "a value that is not ASCII", fill: func(m *cwmp.Inform) { m.ParameterList = append(m.ParameterList, aValue("Züri, Ελλάδα, 日本")) }},
	{what: "a serial number with blanks and slashes", fill: func(m *cwmp.Inform) { m.DeviceId.SerialNumber += " a/b%20c" }},
}

// spellings are ways to write an envelope.
var spellings = []form{
	{what: "other prefixes", style: cwmp.Style{Env: "SOAP-ENV", Enc: "SOAP-ENC", XSD: "s", XSI: "i", CWMP: "c"}},
	{what: "no XML declaration", style: cwmp.Style{NoDecl: true}},
	reworded("attributes in single quotes", `="http`, `='http`, `/">`, `/'>`, `instance"`, `instance'`, `XMLSchema"`, `XMLSchema'`, `encoding/"`, `encoding/'`, `envelope/"`, `envelope/'`),
	reworded("comments and blank lines", "<DeviceId>", "<!-- who -->\n\n  <DeviceId>", "<Event ", "\t<!-- why -->\r\n<Event "),
	reworded("values as CDATA", ">cwmpspec</Manufacturer>", "><![CDATA[cwmpspec]]></Manufacturer>"),
	reworded("characters by number", ">cwmpspec</Manufacturer>", ">&#99;wmp&#x73;pec</Manufacturer>"),
	reworded("empty elements in the short form", "<CommandKey></CommandKey>", "<CommandKey/>"),
	reworded("namespaces declared where they are used", "<cwmp:Inform>", `<cwmp:Inform xmlns:cwmp="`+cwmp.NS12+`" xmlns:soapenc="`+soap.NSEncoding+`">`),
	{what: "no cwmp:ID", head: func(h *cwmp.Header) { h.ID = nil }},
	{what: "a long cwmp:ID with characters to escape", head: func(h *cwmp.Header) { id := strings.Repeat(`<&">`, 30); h.ID = &id }},
	{what: "SupportedCWMPVersions with blanks, in another order, and with a version to come", head: func(h *cwmp.Header) { h.SupportedCWMPVersions = []string{"1.4", " 1.5", " 1.3", "1.2", " 1.1", " 1.0"} }},
}

// aValue is a Parameter that any device may report.
func aValue(text string) cwmp.ParameterValueStruct {
	return cwmp.ParameterValueStruct{Name: "Device.DeviceInfo.ProvisioningCode", Value: cwmp.Value{Type: "string", Text: text}}
}

// request makes the request of a form.
func (f form) request(t *ACS, s *puppet.Session) puppet.Request {
	m := t.Inform()
	if f.fill != nil {
		f.fill(m)
	}
	h := s.Header("Inform")
	if f.head != nil {
		f.head(&h)
	}
	namespace := s.Style.Namespace
	s.Style = f.style
	body := string(s.Encode(h, "Inform", m))
	s.Style = cwmp.Style{Namespace: namespace}
	if f.write != nil {
		body = f.write(body)
	}
	return puppet.Request{Body: []byte(body)}
}

func init() {
	for _, c := range []struct {
		id, title, steps string
		forms            []form
	}{
		{"ACS-INFORM-011", "an Inform is accepted whatever the device has to say that is legal",
			"As a new device each time send Informs with an empty ProductClass, times that are unknown, since boot, local or with a fraction, a high RetryCount, odd values and an odd serial number.", contents},
		{"ACS-INFORM-012", "an Inform is accepted in every spelling that XML and SOAP allow",
			"As a new device each time send Informs with other prefixes, without XML declaration, with single quotes, comments, CDATA, character references, empty elements, other places of namespace declarations, without and with an odd cwmp:ID.", spellings},
	} {
		spec(conform.Case{
			ID: c.id, Subject: "Inform", Title: c.title, Covers: reqs("3.6-45", "3.7.2.1-1"), Steps: c.steps,
			Passes: "Each is answered with InformResponse.",
		}, func(t *ACS) {
			for _, f := range c.forms {
				t.Device = t.NewDevice() // its session is not brought to an end
				s := t.Session()
				t.Req("3.6-45", "3.7.2.1-1").Expect(s.Begin(f.request(t, s)).String(), "the answer to an Inform with %s", f.what).To(informResponse)
				s.HangUp()
			}
		})
	}
	spec(conform.Case{
		ID: "ACS-INFORM-013", Subject: "Inform",
		Title:  "booleans are taken as 1 and 0 and as true and false",
		Covers: reqs("A.2.1-13"),
		Steps:  "Have the ACS call GetParameterNames twice, and answer with Writable as 1 and 0, and then as true and false.",
		Passes: "Both sessions end alike.",
		Needs:  []string{can("GetParameterNames")},
	}, func(t *ACS) {
		call := &cwmp.GetParameterNames{ParameterPath: t.Device.Root() + "ManagementServer.", NextLevel: true}
		var ends []string
		for _, pair := range [][2]string{{"1", "0"}, {"true", "false"}} {
			s, env := t.Asked(call)
			q := s.Response(env, s.Device.Answer(env))
			q.Body = bytes.ReplaceAll(bytes.ReplaceAll(q.Body, []byte("<Writable>1<"), []byte("<Writable>"+pair[0]+"<")), []byte("<Writable>0<"), []byte("<Writable>"+pair[1]+"<"))
			s.Do(q)
			ends = append(ends, t.Calm(s))
		}
		t.Req("A.2.1-13").Expect(ends[1], "the last response of the session with true and false").To(Equal(ends[0]))
	})
}

// long is an Inform with further Parameters, filled up with white space to an
// envelope of a given size.
func (t *ACS) long(s *puppet.Session, size int) puppet.Request {
	m := t.Inform("2 PERIODIC")
	values := t.Device.Values()
	h := s.Header("Inform")
	length := len(s.Encode(h, "Inform", m))
	for i := 0; ; i++ {
		v := values[i%len(values)]
		// The markup around a value takes less than two hundred bytes.
		if length += len(v.Name) + len(v.Value.Text) + 200; length > size {
			break
		}
		m.ParameterList = append(m.ParameterList, v)
	}
	body := s.Encode(h, "Inform", m)
	end := []byte("<ParameterList")
	at := bytes.Index(body, end)
	fill := bytes.Repeat([]byte(" "), max(0, size-len(body)))
	return puppet.Request{Body: append(append(append([]byte(nil), body[:at]...), fill...), body[at:]...)}
}
