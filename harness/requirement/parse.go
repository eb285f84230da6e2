package requirement

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	idForm      = regexp.MustCompile(`^(?:[A-Z]|[0-9])(?:\.[0-9]+)*-[0-9]+[a-z]?$`)
	sectionName = regexp.MustCompile(`\b(?:[A-O]|[0-9])\.(?:x\b|[0-9]+(?:\.[0-9]+)*)`)

	roles  = []string{"cpe", "acs", "both", "gateway", "stun", "xmpp"}
	levels = []string{"must", "must-not", "should", "should-not", "may"}
	hows   = []string{"wire", "time", "state", "restart", "transfer", "tls", "conn-req", "net", "local", "none"}
)

// parser reads one catalogue file. The files keep to a small part of YAML: a
// list of maps, one key and one value a line, which is read line by line
// because a YAML parser takes many times as long for the same rows, at every
// start of the program. A test holds the outcome against a YAML parser.
type parser struct {
	file        string
	line        int
	rows        []Requirement
	seen        map[string]bool // keys of the row being read
	ambiguities []Ambiguity
	faults      []error
}

func (p *parser) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, args...)))
}

func (p *parser) parse(text string) {
	for line := range strings.Lines(text) {
		p.line++
		line = strings.TrimRight(line, " \r\n")
		switch {
		case line == "":
		case strings.HasPrefix(line, "#"):
			p.comment(strings.TrimSpace(strings.TrimPrefix(line, "#")))
		case strings.HasPrefix(line, "- "):
			p.finish()
			p.rows = append(p.rows, Requirement{File: p.file, Line: p.line})
			p.seen = map[string]bool{}
			p.pair(line[2:])
		case strings.HasPrefix(line, "  ") && len(p.rows) > 0:
			p.pair(line[2:])
		default:
			p.fault("%q is neither a row, a key of a row nor a comment", line)
		}
	}
	p.finish()
}

func (p *parser) comment(text string) {
	rest, found := strings.CutPrefix(text, "AMBIGUOUS: ")
	if !found {
		return
	}
	head, body := rest, ""
	at := -1
	for _, separator := range []string{": ", " - "} {
		if i := strings.Index(rest, separator); i >= 0 && (at < 0 || i < at) {
			at, head, body = i, rest[:i], rest[i+len(separator):]
		}
	}
	if body == "" {
		p.fault("an ambiguity is written as # AMBIGUOUS: sections: text")
		return
	}
	p.ambiguities = append(p.ambiguities, Ambiguity{Section: head, Text: body, File: p.file, Line: p.line})
}

func (p *parser) pair(text string) {
	key, value, found := strings.Cut(text, ": ")
	if !found || strings.HasPrefix(text, " ") {
		p.fault("%q is not a key and its value", text)
		return
	}
	if p.seen[key] {
		p.fault("%s: the row has this key twice", key)
		return
	}
	p.seen[key] = true
	value, ok := p.scalar(key, value)
	if !ok {
		return
	}
	row := &p.rows[len(p.rows)-1]
	switch key {
	case "id":
		if !idForm.MatchString(value) {
			p.fault("id: %q is not a section, a hyphen and a number", value)
		}
		row.ID = value
	case "role":
		row.Role = Role(p.oneOf(key, value, roles))
	case "level":
		row.Level = Level(p.oneOf(key, value, levels))
	case "when":
		row.When = value
	case "says":
		row.Says = value
	case "how":
		row.How = How(p.oneOf(key, value, hows))
	case "test":
		row.Test = value
	case "tests_peer":
		row.TestsPeer = Role(p.oneOf(key, value, roles))
	default:
		p.fault("%s: there is no such key; known: id, role, level, when, says, how, test, tests_peer", key)
	}
}

// scalar takes a value out of its double quotes, or as it stands when it is a
// plain word or phrase that YAML reads in one way only.
func (p *parser) scalar(key, value string) (string, bool) {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, `"`) {
		text, err := strconv.Unquote(value)
		if err != nil {
			p.fault("%s: %s is not one double-quoted string", key, value)
			return "", false
		}
		return text, true
	}
	if value == "" || strings.ContainsAny(value[:1], `'[]{}|>&*!%@#`+"`") || strings.Contains(value, ": ") || strings.Contains(value, " #") {
		p.fault("%s: %q has to stand in double quotes", key, value)
		return "", false
	}
	return value, true
}

func (p *parser) oneOf(key, value string, allowed []string) string {
	if !slices.Contains(allowed, value) {
		p.fault("%s: %q is not known; allowed: %s", key, value, strings.Join(allowed, ", "))
	}
	return value
}

// finish checks that the row read last is complete.
func (p *parser) finish() {
	if len(p.rows) == 0 {
		return
	}
	row := p.rows[len(p.rows)-1]
	for _, key := range []string{"id", "role", "level", "says", "how", "test"} {
		if !p.seen[key] {
			p.faults = append(p.faults, fmt.Errorf("%s:%d: %s: the row has no %s", p.file, row.Line, row.ID, key))
		}
	}
}
