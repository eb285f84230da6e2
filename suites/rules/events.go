package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
)

func init() {
	add(
		rule.Rule{
			ID:     "event-code",
			Title:  "an EventCode is one of Table 8 or has the form of a vendor's event",
			Covers: []string{"A.3.3.1-65", "A.3.3.1-66", "3.7.1.5-128", "3.7.1.5-129", "3.7.1.5-132", "3.7.1.5-133"},
			Check:  checkEventCodes,
		},
		rule.Rule{
			ID:     "event-commandkey",
			Title:  "only events of a method have a CommandKey, of at most 32 characters",
			Covers: []string{"A.3.3.1-68", "A.3.3.1-76"},
			Check: func(c *rule.Context) {
				eachEvent(c, func(i inform, e cwmp.EventStruct, at rule.At) {
					if n := utf8.RuneCountInString(e.CommandKey); n > 32 {
						c.Report("A.3.3.1-68", at, "a CommandKey of at most 32 characters", fmt.Sprintf("%d characters", n))
					}
					if info, err := cwmp.CheckEventCode(e.EventCode); err == nil && !info.Vendor && !info.Multiple && e.CommandKey != "" {
						c.Report("A.3.3.1-76", at, e.EventCode+" with an empty CommandKey", "CommandKey "+quote(e.CommandKey))
					}
				})
			},
		},
		rule.Rule{
			ID:     "event-together",
			Title:  "events with one cause come together, and a Single event comes once",
			Covers: []string{"3.7.1.5-134", "3.7.1.5-137", "3.7.1.5-41", "3.7.1.5-83"},
			Check:  checkEventsTogether,
		},
	)
}

// eachEvent visits the events of all Informs.
func eachEvent(c *rule.Context, visit func(i inform, e cwmp.EventStruct, at rule.At)) {
	for _, i := range informs(c) {
		members := i.members("Event")
		for k, e := range i.Event {
			at := i.Whole()
			if k < len(members) {
				at = i.Body(members[k].Offset)
			}
			visit(i, e, at)
		}
	}
}

var (
	vendorEvent  = regexp.MustCompile(`^X ([^ ]+) (.+)$`)
	hexadecimals = regexp.MustCompile(`^[0-9A-Fa-f]+$`)
)

func checkEventCodes(c *rule.Context) {
	eachEvent(c, func(i inform, e cwmp.EventStruct, at rule.At) {
		code := e.EventCode
		if n := utf8.RuneCountInString(code); n > 64 {
			c.Report("A.3.3.1-65", at, "an EventCode of at most 64 characters", fmt.Sprintf("%d characters", n))
		}
		if _, err := cwmp.CheckEventCode(code); err != nil {
			c.Report("A.3.3.1-66", at, "an EventCode of Table 8 or in the vendor form", err.Error())
			switch {
			case strings.HasPrefix(code, "M X"):
				c.Report("3.7.1.5-128", at, "M X_VENDOR_MethodName", quote(code))
			case strings.HasPrefix(code, "X") && !vendorEvent.MatchString(code):
				c.Report("3.7.1.5-129", at, "X VENDOR event", quote(code))
			}
		}
		m := vendorEvent.FindStringSubmatch(code)
		switch {
		case m == nil:
		case len(m[1]) == 6 && hexadecimals.MatchString(m[1]):
			if !ouiForm.MatchString(m[1]) {
				c.Report("3.7.1.5-132", at, "an OUI in upper case", quote(code))
			}
		case strings.ToUpper(m[1]) != m[1] || strings.Contains(m[1], "."):
			c.Report("3.7.1.5-133", at, "a domain name in upper case, a hyphen or underscore for each dot", quote(code))
		}
	})
}

// together are the pairs of events that one cause brings (Table 8). The M
// event may be missing where more than 64 events made the oldest give way (Table 37).
var together = []struct{ event, with string }{
	{"M Reboot", "1 BOOT"}, {"M ScheduleInform", "3 SCHEDULED"}, {"M Download", "7 TRANSFER COMPLETE"},
	{"M ScheduleDownload", "7 TRANSFER COMPLETE"}, {"M Upload", "7 TRANSFER COMPLETE"}, {"M ChangeDUState", "11 DU STATE CHANGE COMPLETE"},
}

func checkEventsTogether(c *rule.Context) {
	for _, i := range informs(c) {
		has := map[string]bool{}
		for _, e := range i.Event {
			if info, err := cwmp.CheckEventCode(e.EventCode); err == nil && !info.Vendor && !info.Multiple && has[e.EventCode] {
				c.Report("3.7.1.5-134", i.Body(i.element("Event").Offset), e.EventCode+" once", "twice")
			}
			has[e.EventCode] = true
		}
		for _, p := range together {
			if has[p.event] && !has[p.with] {
				c.Report("3.7.1.5-137", i.Body(i.element("Event").Offset), p.event+" together with "+p.with, p.event+" alone")
			}
		}
		if has["11 DU STATE CHANGE COMPLETE"] && !has["M ChangeDUState"] && len(i.Event) < 63 {
			for _, id := range []string{"3.7.1.5-83", "3.7.1.5-137"} {
				c.Report(id, i.Body(i.element("Event").Offset), "11 DU STATE CHANGE COMPLETE together with M ChangeDUState", "11 DU STATE CHANGE COMPLETE alone")
			}
		}
		if has["3 SCHEDULED"] && !has["M ScheduleInform"] && len(i.Event) < 63 {
			c.Report("3.7.1.5-41", i.Body(i.element("Event").Offset), "3 SCHEDULED together with M ScheduleInform", "3 SCHEDULED alone")
			c.Report("3.7.1.5-137", i.Body(i.element("Event").Offset), "3 SCHEDULED together with M ScheduleInform", "3 SCHEDULED alone")
		}
	}
}
