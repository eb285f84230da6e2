package rules

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(rule.Rule{
		ID:     "auth-username",
		Title:  "a user name that begins with the OUI names the device as its DeviceId does",
		Covers: []string{"3.4.4-11", "3.4.4-12", "3.4.4-13", "3.4.4-14", "3.4.4-15", "3.4.4-16", "3.4.4-17", "3.4.4-18"},
		Check: func(c *rule.Context) {
			if !c.Facts.OwnUsername {
				return
			}
			for _, s := range c.Said(wire.LaneCWMP) {
				f, ok := field(s.Msg, "Authorization")
				if !ok || s.Env == nil {
					continue
				}
				inform, _ := s.Env.Body.(*cwmp.Inform)
				a, err := httpauth.ParseAuthorization(f.Value)
				if inform != nil && err == nil {
					checkUsername(&username{c, s.Raw(f.Offset), a.Username, inform.DeviceId})
				}
			}
		},
	})
}

// username is a user name with the DeviceId that it should go with.
type username struct {
	c    *rule.Context
	at   rule.At
	name string
	id   cwmp.DeviceIdStruct
}

func (u *username) report(requirement, expected string) {
	u.c.Report(requirement, u.at, expected, "the user name "+u.name)
}

// escaped is the form of a ProductClass or SerialNumber in a user name; the
// case of hexadecimal digits is free.
var escaped = regexp.MustCompile(`^([0-9A-Za-z_]|%[0-9A-Fa-f]{2})*$`)

func checkUsername(u *username) {
	oui, rest, _ := strings.Cut(u.name, "-")
	// Any user name is allowed: the rules for the form bind only where it is meant.
	if !strings.EqualFold(oui, u.id.OUI) || rest == "" {
		u.report("3.4.4-11", "a user name of the form OUI-ProductClass-SerialNumber or OUI-SerialNumber")
		return
	}
	if oui != u.id.OUI {
		u.report("3.4.4-12", "the OUI "+u.id.OUI+" of the DeviceId")
	}
	fields := strings.Split(rest, "-")
	// A hyphen of a ProductClass or SerialNumber that is not escaped looks like one field more.
	for _, f := range fields {
		if len(fields) > 2 || !escaped.MatchString(f) {
			u.report("3.4.4-15", "percent-encoding of all characters but letters, digits and _ in ProductClass and SerialNumber")
			return
		}
	}
	switch {
	case len(fields) == 2 && u.id.ProductClass == "":
		u.report("3.4.4-17", "the form OUI-SerialNumber, since the ProductClass of the DeviceId is empty")
	case len(fields) == 2:
		u.compare("3.4.4-13", "ProductClass", fields[0], u.id.ProductClass)
	case u.id.ProductClass != "":
		u.report("3.4.4-18", "the form OUI-ProductClass-SerialNumber, since the DeviceId has a ProductClass")
	}
	u.compare("3.4.4-14", "SerialNumber", fields[len(fields)-1], u.id.SerialNumber)
}

// compare holds one field against the DeviceId. The octets of ISO 8859-1,
// which older devices escape, pass: the standard speaks of a clarification.
func (u *username) compare(requirement, what, field, value string) {
	text, err := url.PathUnescape(field)
	if err != nil || text == value {
		return
	}
	var latin []byte
	for _, r := range value {
		latin = append(latin, byte(r))
	}
	if text == string(latin) {
		return
	}
	u.report(requirement, "the "+what+" "+value+" of the DeviceId")
	if ascii(text) == ascii(value) {
		u.report("3.4.4-16", "the UTF-8 octets of the characters of "+value+", percent-encoded")
	}
}

// ascii is what is left of a text without its other characters.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x7e {
			return -1
		}
		return r
	}, s)
}
