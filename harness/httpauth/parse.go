// Package httpauth computes and verifies the HTTP authentication that CWMP
// uses (sections 3.4.4 and 3.4.5): Basic (RFC 7617) and Digest (RFC 7616, and
// RFC 2069 where no qop is offered), for the client and for the server.
package httpauth

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// ErrSyntax is wrapped by every error about the syntax of a field value.
var ErrSyntax = errors.New("malformed authentication field")

// Param is one auth-param as it stood.
type Param struct {
	Name   string // lower case
	Value  string // quoting removed
	Quoted bool
}

// Challenge is one challenge of a WWW-Authenticate field.
type Challenge struct {
	Scheme    string // "Basic" or "Digest" as spelled here for the known ones, else as it stood
	Realm     string
	Nonce     string
	Opaque    string
	Algorithm string // as it stood; empty if absent, which means MD5
	QOP       string // the list as it stood; empty if absent
	Stale     bool
	Params    []Param // everything, in order; not used when building
}

// Authorization is the value of an Authorization field.
type Authorization struct {
	Scheme    string // as in Challenge
	Username  string
	Password  string // Basic only
	Realm     string
	Nonce     string
	URI       string
	Response  string
	Algorithm string
	CNonce    string
	NC        string // eight hexadecimal digits as they stood
	QOP       string
	Opaque    string
	Params    []Param
}

// ParseChallenge reads the first challenge of a WWW-Authenticate value.
func ParseChallenge(value string) (Challenge, error) {
	all, err := ParseChallenges(value)
	if err != nil {
		return Challenge{}, err
	}
	return all[0], nil
}

// ParseChallenges reads all challenges of one WWW-Authenticate value. Unless
// it returns an error, there is at least one.
func ParseChallenges(value string) ([]Challenge, error) {
	parts, err := split(value)
	if err != nil {
		return nil, err
	}
	var list []Challenge
	for _, p := range parts {
		c := Challenge{Scheme: p.scheme, Params: p.params}
		for _, a := range p.params {
			switch a.Name {
			case "realm":
				c.Realm = a.Value
			case "nonce":
				c.Nonce = a.Value
			case "opaque":
				c.Opaque = a.Value
			case "algorithm":
				c.Algorithm = a.Value
			case "qop":
				c.QOP = a.Value
			case "stale":
				c.Stale = strings.EqualFold(a.Value, "true")
			}
		}
		if c.Scheme == "Digest" && c.Nonce == "" {
			return nil, fmt.Errorf("%w: a Digest challenge without nonce", ErrSyntax)
		}
		list = append(list, c)
	}
	return list, nil
}

// ParseAuthorization reads the value of an Authorization field.
func ParseAuthorization(value string) (Authorization, error) {
	scheme, rest, _ := strings.Cut(strings.TrimSpace(value), " ")
	if strings.EqualFold(scheme, "Basic") {
		return parseBasic(strings.TrimSpace(rest))
	}
	parts, err := split(value)
	if err != nil {
		return Authorization{}, err
	}
	if len(parts) != 1 {
		return Authorization{}, fmt.Errorf("%w: more than one set of credentials", ErrSyntax)
	}
	a := Authorization{Scheme: parts[0].scheme, Params: parts[0].params}
	for _, p := range a.Params {
		switch p.Name {
		case "username":
			a.Username = p.Value
		case "realm":
			a.Realm = p.Value
		case "nonce":
			a.Nonce = p.Value
		case "uri":
			a.URI = p.Value
		case "response":
			a.Response = p.Value
		case "algorithm":
			a.Algorithm = p.Value
		case "cnonce":
			a.CNonce = p.Value
		case "nc":
			a.NC = p.Value
		case "qop":
			a.QOP = p.Value
		case "opaque":
			a.Opaque = p.Value
		}
	}
	return a, nil
}

func parseBasic(s string) (Authorization, error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return Authorization{}, fmt.Errorf("%w: Basic credentials are not base64", ErrSyntax)
	}
	user, pass, ok := strings.Cut(string(b), ":")
	if !ok {
		return Authorization{}, fmt.Errorf("%w: Basic credentials without a colon", ErrSyntax)
	}
	return Authorization{Scheme: "Basic", Username: user, Password: pass}, nil
}

type part struct {
	scheme string
	params []Param
}

// split reads schemes and their parameters. A token that no "=" follows
// begins a new scheme, the way RFC 7235 tells challenges in a list apart.
func split(s string) ([]part, error) {
	var parts []part
	for {
		s = strings.TrimLeft(s, " \t,")
		if s == "" {
			break
		}
		name := token(s)
		if name == "" {
			return nil, fmt.Errorf("%w: unexpected %q", ErrSyntax, s[:1])
		}
		s = s[len(name):]
		after := strings.TrimLeft(s, " \t")
		if !strings.HasPrefix(after, "=") {
			parts = append(parts, part{scheme: known(name)})
			continue
		}
		if len(parts) == 0 {
			return nil, fmt.Errorf("%w: parameter %s before a scheme", ErrSyntax, name)
		}
		p, rest, err := paramValue(name, strings.TrimLeft(after[1:], " \t"))
		if err != nil {
			return nil, err
		}
		last := &parts[len(parts)-1]
		for _, q := range last.params {
			if q.Name == p.Name {
				return nil, fmt.Errorf("%w: parameter %s twice", ErrSyntax, p.Name)
			}
		}
		last.params = append(last.params, p)
		s = rest
		if t := strings.TrimLeft(s, " \t"); t != "" && t[0] != ',' {
			return nil, fmt.Errorf("%w: no comma after parameter %s", ErrSyntax, p.Name)
		}
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("%w: empty", ErrSyntax)
	}
	return parts, nil
}

func paramValue(name, s string) (Param, string, error) {
	p := Param{Name: strings.ToLower(name)}
	if !strings.HasPrefix(s, `"`) {
		p.Value = bare(s)
		return p, s[len(p.Value):], nil
	}
	p.Quoted = true
	if end := strings.IndexAny(s[1:], `"\\`); end >= 0 && s[1+end] == '"' {
		p.Value = s[1 : 1+end]
		return p, s[end+2:], nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			p.Value = b.String()
			return p, s[i+1:], nil
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return p, "", fmt.Errorf("%w: parameter %s lacks its closing quote", ErrSyntax, p.Name)
}

// bare reads an unquoted value up to a comma or white space. More than token
// characters are taken (a bare uri holds slashes), since senders differ.
func bare(s string) string {
	if i := strings.IndexAny(s, ", \t"); i >= 0 {
		return s[:i]
	}
	return s
}

func token(s string) string {
	for i := 0; i < len(s); i++ {
		c := s[i]
		alnum := c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !alnum && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return s[:i]
		}
	}
	return s
}

func known(scheme string) string {
	for _, k := range []string{"Basic", "Digest"} {
		if strings.EqualFold(scheme, k) {
			return k
		}
	}
	return scheme
}
