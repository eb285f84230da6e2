package rule

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// count is a number that may as well be how often something was seen: it may
// stand in the message by chance, as in mustUnderstand="1".
var count = regexp.MustCompile(`^\d{1,2}$`)

// pinpoint gives a finding about a message as a whole the place of the value
// that it tells of, if that value stands in exactly one place of the message:
// as the text of an element, as an attribute or as an HTTP field. A value that
// stands in several places, or in none, says nothing of where to look.
func pinpoint(w *verdict.Where, at At, got string) {
	if w.Line > 0 || at.Msg == nil || at.Offset >= 0 {
		return
	}
	for _, value := range valuesIn(got) {
		if offset, ok := onlyPlace(at.Msg, value); ok {
			w.Line, w.Offset, _ = transcript.LocateRaw(at.Msg, offset)
			w.Bytes = value // no more: what follows it may be a secret
			return
		}
	}
}

// valuesIn lists what a finding's words may have from the message: what stands
// in quotes, else the words as a whole and what follows their last colon.
func valuesIn(got string) []string {
	var list []string
	for _, q := range quoted.FindAllString(got, 4) {
		if value, err := strconv.Unquote(q); err == nil {
			list = append(list, value)
		}
	}
	if len(list) == 0 && !count.MatchString(got) {
		list = []string{got}
		if i := strings.LastIndex(got, ": "); i >= 0 {
			list = append(list, got[i+2:])
		}
	}
	return list
}

// onlyPlace is the offset in Raw of a value that stands in one place only.
func onlyPlace(m *wire.Message, value string) (offset int, found bool) {
	if value == "" || strings.TrimSpace(value) != value {
		return 0, false
	}
	n := 0
	for _, f := range m.Fields {
		if f.Value == value || f.Raw == value {
			offset = f.Offset
			n++
		}
	}
	if !m.Encoded() {
		var escaped bytes.Buffer
		if err := xml.EscapeText(&escaped, []byte(value)); err != nil {
			return 0, false
		}
		text := escaped.Bytes()
		for from := 0; ; {
			i := bytes.Index(m.Body[from:], text)
			if i < 0 {
				break
			}
			from += i
			if stands(m.Body, from, from+len(text)) {
				offset = m.RawOffset(from)
				n++
			}
			from += len(text)
		}
	}
	return offset, n == 1
}

// stands tells whether a part of a body is all of an element's text, or all of
// an attribute's value.
func stands(body []byte, from, to int) bool {
	before, after := bytes.TrimRight(body[:from], " \t\r\n"), bytes.TrimLeft(body[to:], " \t\r\n")
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	b, a := before[len(before)-1], after[0]
	return b == '>' && a == '<' || (b == '"' || b == '\'') && a == b
}
