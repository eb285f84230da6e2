package rules

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// standardTypes are the values of FileType that the standard defines for Download.
var standardTypes = []string{"1 Firmware Upgrade Image", "2 Web Content", "3 Vendor Configuration File", "4 Tone File", "5 Ringer File", "6 Stored Firmware Image"}

// typeForm is any FileType of the standard, typeOfVendor one of a vendor.
var (
	typeForm     = regexp.MustCompile(`^[0-9]+ \S`)
	typeOfVendor = regexp.MustCompile(`^X ([^ ]+) [^ ].*$`)
	manyURLs     = regexp.MustCompile(`[\s,;|]+[A-Za-z][A-Za-z0-9+.-]*://`)
)

func init() {
	add(
		rule.Rule{
			ID:     "acs-file-type",
			Only:   wire.ACS,
			Title:  "FileType of a Download is one of the standard or has the form of a vendor's",
			Covers: []string{"A.2.1-2", "A.3.2.8-28", "A.3.2.8-29", "A.3.2.8-36", "A.3.2.8-38", "A.3.2.8-39"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if m, ok := s.Env.Body.(*cwmp.Download); ok && len(s.Env.Defects) == 0 {
						checkFileType(c, s, m.FileType)
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-transfer-url",
			Only:   wire.ACS,
			Title:  "the URL of a transfer is one absolute URL, without a user name in it",
			Covers: []string{"A.3.2.8-41", "A.3.2.8-46", "A.3.2.8-52", "A.4.1.5-23", "A.4.1.8-37", "A.4.1.10-25", "A.4.1.10-44"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					switch m := s.Env.Body.(type) {
					case *cwmp.Download:
						if strings.HasPrefix(m.FileType, "1 ") && manyURLs.MatchString(m.URL) {
							c.Report("A.3.2.8-41", s.Whole(), "the firmware under a single URL", m.URL)
						}
						if u := transferURL(c, s, "A.3.2.8-46", m.URL); u != nil && u.User != nil {
							c.Report("A.3.2.8-52", s.Whole(), "a URL without userinfo", m.URL)
						}
					case *cwmp.Upload:
						transferURL(c, s, "A.4.1.5-23", m.URL)
					case *cwmp.ScheduleDownload:
						transferURL(c, s, "A.4.1.8-37", m.URL)
					case *cwmp.ChangeDUState:
						for _, o := range m.Operations {
							switch o := o.(type) {
							case *cwmp.InstallOpStruct:
								transferURL(c, s, "A.4.1.10-25", o.URL)
							case *cwmp.UpdateOpStruct:
								// Without a URL the device takes the one it has.
								if o.URL != nil && strings.TrimSpace(*o.URL) != "" {
									transferURL(c, s, "A.4.1.10-44", *o.URL)
								}
							}
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-url-written",
			Only:   wire.ACS,
			Title:  "an ACS URL that the ACS writes is an http or https URL",
			Covers: []string{"3.1-38"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					m, ok := s.Env.Body.(*cwmp.SetParameterValues)
					if !ok {
						continue
					}
					for _, p := range m.ParameterList {
						// An empty URL has the device ask DHCP anew.
						if !strings.HasSuffix(strings.TrimSpace(p.Name), ".ManagementServer.URL") || p.Value.Text == "" {
							continue
						}
						u, err := url.Parse(p.Value.Text)
						if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || !printable(p.Value.Text) {
							c.Report("3.1-38", s.Whole(), "an http or https URL", p.Value.Text)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "acs-access-list",
			Only:   wire.ACS,
			Title:  "an entity of a vendor in AccessList has the form X_VENDOR_Name",
			Covers: []string{"A.3.2.4-51", "A.3.2.4-52"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					m, ok := s.Env.Body.(*cwmp.SetParameterAttributes)
					if !ok {
						continue
					}
					for _, p := range m.ParameterList {
						for _, entity := range p.AccessList {
							checkEntity(c, s, strings.TrimSpace(entity))
						}
					}
				}
			},
		},
	)
}

func checkFileType(c *rule.Context, s rule.Said, text string) {
	if contains(standardTypes, text) {
		return
	}
	m := typeOfVendor.FindStringSubmatch(text)
	switch {
	case m == nil && strings.HasPrefix(text, "X"):
		c.Report("A.3.2.8-36", s.Whole(), "X, a vendor identifier and an identifier, with single spaces", text)
	case m == nil:
		reportAll(c, []string{"A.2.1-2", "A.3.2.8-29"}, s.Whole(), "one of the six FileTypes, or one of a vendor", text)
		if !typeForm.MatchString(text) {
			c.Report("A.3.2.8-28", s.Whole(), "an integer, a space and a description", text)
		}
	case sixDigits.MatchString(m[1]) && m[1] != strings.ToUpper(m[1]):
		c.Report("A.3.2.8-38", s.Whole(), "an OUI in upper case", text)
	case !sixDigits.MatchString(m[1]) && (m[1] != strings.ToUpper(m[1]) || strings.Contains(m[1], ".")):
		c.Report("A.3.2.8-39", s.Whole(), "a domain name in upper case, each dot replaced by a hyphen or underscore", text)
	}
}

// transferURL judges a URL; the result is nil unless it is one.
func transferURL(c *rule.Context, s rule.Said, row, text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" && u.Path == "" || !printable(text) {
		c.Report(row, s.Whole(), "an absolute URL in the form of RFC 3986", text)
		return nil
	}
	return u
}

// printable tells whether a text holds only characters that a URL may have.
func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r > unicode.MaxASCII || r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|\\^`", r)
	})
}

func checkEntity(c *rule.Context, s rule.Said, entity string) {
	if entity == "Subscriber" {
		return
	}
	m := vendorForm.FindStringSubmatch(entity)
	switch {
	case m == nil:
		c.Report("A.3.2.4-51", s.Whole(), "Subscriber or X_VENDOR_Name", entity)
	case m[1] != strings.ToUpper(m[1]) || strings.Contains(m[1], "."):
		c.Report("A.3.2.4-52", s.Whole(), "a vendor identifier in upper case", entity)
	}
}
