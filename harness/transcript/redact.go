package transcript

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Secrets are values to blank on disk, besides what is always blanked. Values
// of fewer than four bytes are not looked for: they would be found everywhere.
//
// Always blanked, by place: the credentials of Authorization and
// Proxy-Authorization (of Digest only the response, so that the rules about
// the rest still work), the Username and Password arguments of transfers, the
// password in a URL, and the Value of a Parameter whose last name ends in
// Password, Passphrase, Secret or Key, save ParameterKey and CommandKey, which
// hold no secret and are judged by rules. A blanked value need not be of the
// type it is given with.
type Secrets []string

var (
	digestResponse = regexp.MustCompile(`(?i)[\s,]response\s*=\s*"?([0-9A-Za-z]+)`)
	transferSecret = regexp.MustCompile(`<(?:[\w.-]+:)?(?:Password|Username)(?:\s[^<>]*)?>([^<]*|<!\[CDATA\[.*?\]\]>)</`)
	urlSecret      = regexp.MustCompile(`://[^/\s:@<>"]*:([^/\s@<>"]+)@`)
	secretValue    = regexp.MustCompile(`(?s)<(?:[\w.-]+:)?Name(?:\s[^<>]*)?>\s*([^<>]*?)\s*</(?:[\w.-]+:)?Name\s*>\s*<(?:[\w.-]+:)?Value(?:\s[^<>]*)?>([^<]*|<!\[CDATA\[.*?\]\]>)</`)
	secretName     = regexp.MustCompile(`(?i)(Password|Passphrase|Secret|Key)$`)
	innocentName   = regexp.MustCompile(`(ParameterKey|CommandKey)$`)
)

// redact is the message's bytes with everything secret blanked.
func (s Secrets) redact(m *wire.Message) []byte {
	raw := bytes.Clone(m.Raw)
	for _, f := range m.Fields {
		if strings.EqualFold(f.Name, "Authorization") || strings.EqualFold(f.Name, "Proxy-Authorization") {
			blankCredentials(raw[f.Offset : f.Offset+len(f.Raw)])
		}
	}
	body := func(from, to int) {
		for i := from; i < to; i++ {
			raw[m.RawOffset(i)] = 'X'
		}
	}
	for _, re := range []*regexp.Regexp{transferSecret, urlSecret} {
		for _, p := range re.FindAllSubmatchIndex(m.Body, -1) {
			body(inside(m.Body, p[2], p[3]))
		}
	}
	for _, p := range secretValue.FindAllSubmatchIndex(m.Body, -1) {
		if name := m.Body[p[2]:p[3]]; secretName.Match(name) && !innocentName.Match(name) {
			body(inside(m.Body, p[4], p[5]))
		}
	}
	for _, v := range s.values() {
		for at := 0; ; at += len(v) {
			i := bytes.Index(m.Body[at:], []byte(v))
			if i < 0 {
				break
			}
			at += i
			body(at, at+len(v))
		}
		raw = bytes.ReplaceAll(raw, []byte(v), bytes.Repeat([]byte{'X'}, len(v)))
	}
	return raw
}

// Parameter is the value of a Parameter as it may stand on disk.
func (s Secrets) Parameter(name, value string) string {
	if secretName.MatchString(name) && !innocentName.MatchString(name) {
		return strings.Repeat("X", len(value))
	}
	b := []byte(value)
	for _, p := range urlSecret.FindAllSubmatchIndex(b, -1) {
		blank(b[p[2]:p[3]])
	}
	return s.blankText(string(b))
}

// inside leaves the marks of a CDATA section standing.
func inside(b []byte, from, to int) (int, int) {
	const open, end = "<![CDATA[", "]]>"
	if bytes.HasPrefix(b[from:to], []byte(open)) {
		return from + len(open), to - len(end)
	}
	return from, to
}

func blankCredentials(line []byte) {
	colon := bytes.IndexByte(line, ':')
	value := line[colon+1:]
	scheme := bytes.TrimLeft(value, " \t")
	name, rest, _ := bytes.Cut(scheme, []byte(" "))
	if bytes.EqualFold(name, []byte("Digest")) {
		for _, p := range digestResponse.FindAllSubmatchIndex(scheme, -1) {
			blank(scheme[p[2]:p[3]])
		}
		return
	}
	blank(bytes.Trim(rest, " \t"))
}

func blank(b []byte) {
	for i := range b {
		b[i] = 'X'
	}
}

func (s Secrets) blankText(text string) string {
	for _, v := range s.values() {
		text = strings.ReplaceAll(text, v, strings.Repeat("X", len(v)))
	}
	return text
}

// values are the secrets as they can stand in a message: plain and escaped for XML.
func (s Secrets) values() []string {
	var out []string
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	for _, v := range s {
		if len(v) < 4 {
			continue
		}
		out = append(out, v)
		if e := escape.Replace(v); e != v {
			out = append(out, e)
		}
	}
	return out
}
