package rules

import (
	"regexp"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// local are the Parameters whose definition has them in local time.
var localTime = regexp.MustCompile(`\.CurrentLocalTime$`)

// utcTime are Parameters whose definition says UTC or says nothing of the zone,
// as far as every device may have them.
var utcTime = regexp.MustCompile(`\.(ManagementServer\.PeriodicInformTime|DeviceInfo\.FirstUseDate|DeviceInfo\.VendorConfigFile\.[^.]+\.Date)$`)

// dated are read-only Parameters that give the moment of something that the
// device itself has seen.
var dated = regexp.MustCompile(`\.DeviceInfo\.(FirstUseDate|VendorConfigFile\.[^.]+\.Date)$`)

func init() {
	add(
		defects("time-zone", "a dateTime that is not relative to boot is in UTC",
			breach{codes: []soap.Code{cwmp.DateTimeNoZone}, where: utc, breaks: []string{"A.2.1-21"}, want: "a time zone: Z, -00:00 or +00:00"},
			breach{codes: []soap.Code{cwmp.DateTimeNoZone}, where: local, breaks: []string{"A.2.1-22"}, want: "the offset of the local time zone"},
			breach{codes: []soap.Code{cwmp.DateTimeNotUTC}, where: definedUTC, breaks: []string{"A.2.1-15", "A.2.1-21"}, want: "a time zone: Z, -00:00 or +00:00"},
			breach{codes: []soap.Code{cwmp.DateTimeRelative}, where: notCurrentTime, breaks: []string{"A.2.1-18"}, want: "a time since boot without a time zone"},
			breach{codes: []soap.Code{cwmp.DateTimeForm}, where: empty, breaks: []string{"A.2.1-20"}, want: string(cwmp.UnknownTime)},
		),
		rule.Rule{
			ID: "time-unknown", Title: "a dateTime that is not known is the Unknown Time",
			Covers: []string{"A.2.1-20"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					if s.Env.SOAP.Body == nil {
						continue
					}
					absolute := knowsTime(c, s)
					each(s.Env.SOAP.Body, nil, func(e, parent *soap.Element) {
						text := strings.TrimSpace(e.Text)
						switch {
						case e.Local == "CurrentTime" && s.Env.Name == "Inform":
							// A device cannot be older than the protocol; 1970 is where its clock starts.
							if !beforeCWMP.MatchString(text) {
								return
							}
						case isTime(e, parent):
							zero := text == "0001-01-01T00:00:00" && absolute
							if !zero && text != "1970-01-01T00:00:00Z" {
								return
							}
						default:
							return
						}
						reportAll(c, []string{"A.2.1-20"}, s.Body(e.Offset), string(cwmp.UnknownTime), text)
					})
				}
			},
		},
	)
}

var beforeCWMP = regexp.MustCompile(`^19[0-9][0-9]-`)

// isTime: a time that the device itself has to know or not.
func isTime(e, parent *soap.Element) bool {
	switch e.Local {
	case "StartTime", "CompleteTime":
		return true
	case "Value":
		return dated.MatchString(nameOf(parent))
	}
	return false
}

// knowsTime says that the Inform of the session has an absolute CurrentTime, so
// that no other value can be meant relative to boot.
func knowsTime(c *rule.Context, s rule.Said) bool {
	for x := s.X; x != nil; x = c.Before(x) {
		if x.ReqEnv == nil {
			continue
		}
		if m, ok := x.ReqEnv.Body.(*cwmp.Inform); ok {
			at, err := m.CurrentTime.Parse()
			return err == nil && !at.Relative && !at.Unknown
		}
	}
	return false
}

// each calls f for every element below e, with its parent.
func each(e, parent *soap.Element, f func(e, parent *soap.Element)) {
	f(e, parent)
	for _, c := range e.Children {
		each(c, e, f)
	}
}

// nameOf is the Name in a ParameterValueStruct.
func nameOf(e *soap.Element) string {
	if e == nil {
		return ""
	}
	if n := e.Child("Name"); n != nil {
		return strings.TrimSpace(n.Text)
	}
	return ""
}

// local: a Parameter in local time.
func local(f flaw) bool { return f.inValue() && localTime.MatchString(nameOf(f.Parent)) }

func notCurrentTime(f flaw) bool { return f.Element == nil || f.Element.Local != "CurrentTime" }

// utc: CurrentTime of Inform has a rule of its own.
func utc(f flaw) bool { return notCurrentTime(f) && !local(f) }

// definedUTC: an argument, or a Parameter whose definition is known.
func definedUTC(f flaw) bool {
	return notCurrentTime(f) && (!f.inValue() || utcTime.MatchString(nameOf(f.Parent)))
}

func empty(f flaw) bool { return strings.TrimSpace(f.Got) == "" }
