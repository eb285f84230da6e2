package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
)

func init() {
	add(
		rule.Rule{
			ID:     "inform-structure",
			Title:  "an Inform has the arguments of Table 37, each once and in order",
			Covers: []string{"A.3.3.1-2", "A.3.3.1-3", "A.3.3.1-4", "A.3.3.1-23"},
			Check:  checkInformStructure,
		},
		rule.Rule{
			ID:     "inform-maxenvelopes",
			Title:  "MaxEnvelopes of an Inform is 1",
			Covers: []string{"A.3.3.1-14"},
			Check: func(c *rule.Context) {
				for _, i := range informs(c) {
					// A missing one is told by the structure.
					if e := i.element("MaxEnvelopes"); e != nil && strings.TrimSpace(e.Text) != "1" && strings.TrimSpace(e.Text) != "+1" {
						c.Report("A.3.3.1-14", i.Body(e.Offset), "MaxEnvelopes 1", "MaxEnvelopes "+quote(e.Text))
					}
				}
			},
		},
		rule.Rule{
			ID:     "inform-currenttime",
			Title:  "CurrentTime of an Inform has the offset of local time from UTC, and is no date that lies before CWMP",
			Covers: []string{"A.3.3.1-17", "A.2.1-20"},
			Check:  checkCurrentTime,
		},
		rule.Rule{
			ID:    "inform-deviceid",
			Title: "DeviceId of an Inform is what DeviceInfo says, within its bounds",
			Covers: []string{"A.3.3.1-46", "A.3.3.1-47", "A.3.3.1-48", "A.3.3.1-49", "A.3.3.1-50", "A.3.3.1-54", "A.3.3.1-55",
				"A.3.3.1-59", "A.3.3.1-61"},
			Check: checkDeviceID,
		},
		rule.Rule{
			ID:     "inform-parameters",
			Title:  "ParameterList of an Inform holds every Parameter that the data model wants in it, and none twice",
			Covers: []string{"A.3.3.1-28", "A.3.3.1-29"},
			Check:  checkInformParameters,
		},
	)
}

// inform is an Inform that was sent.
type inform struct {
	rule.Said
	*cwmp.Inform
}

// informs lists the Informs of the subject.
func informs(c *rule.Context) []inform {
	var list []inform
	for _, s := range c.Envelopes() {
		if in, ok := s.Env.Body.(*cwmp.Inform); ok {
			list = append(list, inform{s, in})
		}
	}
	return list
}

// element finds an element of the Inform by its path below it, nil if it is not there.
func (i inform) element(path ...string) *soap.Element {
	e := i.Env.SOAP.Entries[0]
	for _, local := range path {
		if e = child(e, local); e == nil {
			return nil
		}
	}
	return e
}

// members lists the members of an array argument of the Inform.
func (i inform) members(argument string) []*soap.Element {
	if e := i.element(argument); e != nil {
		return e.Children
	}
	return nil
}

// child finds a child in whatever namespace: that is for another rule.
func child(e *soap.Element, local string) *soap.Element {
	k := slices.IndexFunc(e.Children, func(c *soap.Element) bool { return c.Local == local })
	if k < 0 {
		return nil
	}
	return e.Children[k]
}

// outOfShape are the defects that leave a struct without its elements, or with
// them in the wrong place. Elements that the schema lacks may be ignored (3.5).
var outOfShape = map[soap.Code]bool{
	cwmp.MissingElement: true, cwmp.ElementOrder: true, cwmp.DuplicateElement: true,
	cwmp.ArrayMember: true, cwmp.TextContent: true, cwmp.ChildContent: true, cwmp.NilElement: true,
}

var memberNumber = regexp.MustCompile(`\[\d+\]`)

func checkInformStructure(c *rule.Context) {
	const root = "/Envelope/Body/Inform"
	for _, i := range informs(c) {
		for _, d := range i.Env.Defects {
			path := memberNumber.ReplaceAllString(d.Path, "")
			id := ""
			switch {
			case !outOfShape[d.Code]:
				continue
			case path == root, strings.Count(path, "/") == 4 && (d.Code == cwmp.ElementOrder || d.Code == cwmp.DuplicateElement || d.Code == cwmp.NilElement):
				id = "A.3.3.1-2"
			case strings.HasPrefix(path, root+"/DeviceId"):
				id = "A.3.3.1-3"
			case strings.HasPrefix(path, root+"/Event"):
				id = "A.3.3.1-4"
			case strings.HasPrefix(path, root+"/ParameterList"):
				id = "A.3.3.1-23"
			default:
				continue
			}
			c.Report(id, i.Body(d.Offset), "an Inform as in Table 37", d.Detail)
		}
		if n := len(i.Event); n > 64 {
			c.Report("A.3.3.1-4", i.Body(i.element("Event").Offset), "no more than 64 events", fmt.Sprintf("%d events", n))
		}
		for _, m := range i.members("ParameterList") {
			name := child(m, "Name")
			switch {
			case name == nil:
			case name.Text == "":
				c.Report("A.3.3.1-23", i.Body(name.Offset), "the full name of a Parameter", "an empty Name")
			case strings.HasSuffix(name.Text, "."):
				c.Report("A.3.3.1-23", i.Body(name.Offset), "the full name of a Parameter", "the partial path "+quote(name.Text))
			case utf8.RuneCountInString(name.Text) > 256:
				c.Report("A.3.3.1-23", i.Body(name.Offset), "a Name of at most 256 characters", fmt.Sprintf("%d characters", utf8.RuneCountInString(name.Text)))
			}
		}
	}
}

// firstYear is before any device with CWMP was built: TR-069 is of 2004.
const firstYear = 2004

func checkCurrentTime(c *rule.Context) {
	for _, i := range informs(c) {
		e := i.element("CurrentTime")
		if e == nil {
			continue
		}
		m, err := i.CurrentTime.Parse()
		switch {
		case err != nil: // a defect of the value: for the rules on dateTime
		case m.Time.Year() < 1000: // relative to the boot, or the Unknown Time (A.2.1)
		case !m.Zoned:
			c.Report("A.3.3.1-17", i.Body(e.Offset), "CurrentTime with the offset of local time from UTC", quote(e.Text))
		case m.Time.Year() < firstYear:
			// A clock that was never set starts somewhere; A.2.1 has the Unknown Time for it.
			c.Report("A.2.1-20", i.Body(e.Offset), "the Unknown Time "+string(cwmp.UnknownTime)+", a time since boot, or the true time", quote(e.Text))
		}
	}
}

var ouiForm = regexp.MustCompile(`^[0-9A-F]{6}$`)

func checkDeviceID(c *rule.Context) {
	for _, i := range informs(c) {
		for _, f := range []struct{ element, value, parameter, length, same string }{
			{"Manufacturer", i.DeviceId.Manufacturer, "Manufacturer", "A.3.3.1-46", "A.3.3.1-47"},
			{"OUI", i.DeviceId.OUI, "ManufacturerOUI", "", "A.3.3.1-50"},
			{"ProductClass", i.DeviceId.ProductClass, "ProductClass", "A.3.3.1-54", "A.3.3.1-55"},
			{"SerialNumber", i.DeviceId.SerialNumber, "SerialNumber", "A.3.3.1-59", "A.3.3.1-61"},
		} {
			e := i.element("DeviceId", f.element)
			if e == nil {
				continue
			}
			if n := utf8.RuneCountInString(f.value); f.length != "" && n > 64 {
				c.Report(f.length, i.Body(e.Offset), f.element+" of at most 64 characters", fmt.Sprintf("%d characters", n))
			}
			if want, known := deviceInfo(c.Facts, f.parameter); known && f.value != want {
				c.Report(f.same, i.Body(e.Offset), fmt.Sprintf("%s %q as in DeviceInfo.%s", f.element, want, f.parameter), quote(f.value))
			}
		}
		e := i.element("DeviceId", "OUI")
		switch {
		case e == nil:
		case !ouiForm.MatchString(e.Text):
			c.Report("A.3.3.1-48", i.Body(e.Offset), "OUI of six hexadecimal digits in upper case", quote(e.Text))
		case strings.Contains("13579BDF", e.Text[1:2]):
			// The lowest bit of the first octet makes a group address: no maker has such an identifier.
			c.Report("A.3.3.1-49", i.Body(e.Offset), "an OUI that can be assigned to a maker", quote(e.Text)+", which has the group bit set")
		}
	}
}

// deviceInfo is the value of a parameter of DeviceInfo as read from the device.
func deviceInfo(f rule.Facts, name string) (string, bool) {
	for _, root := range []string{"Device.", "InternetGatewayDevice."} {
		if v, ok := f.Parameters[root+"DeviceInfo."+name]; ok {
			return v, true
		}
	}
	return "", false
}

func checkInformParameters(c *rule.Context) {
	for _, i := range informs(c) {
		list := i.element("ParameterList")
		if list == nil {
			continue
		}
		seen := map[string]bool{}
		for k, p := range i.ParameterList {
			if seen[p.Name] && k < len(list.Children) {
				c.Report("A.3.3.1-29", i.Body(list.Children[k].Offset), "each Parameter once", p.Name+" a second time")
			}
			seen[p.Name] = true
		}
		for _, want := range forcedInform(c.Facts, seen) {
			if !slices.ContainsFunc(want, func(name string) bool { return seen[name] }) {
				c.Report("A.3.3.1-28", i.Body(list.Offset), strings.Join(want, " or ")+" in the ParameterList", fmt.Sprintf("%d other Parameters", len(seen)))
			}
		}
	}
}

// forcedInform lists the Parameters that have to be in every Inform by the
// root data model; of a list within it one is enough. What only some devices
// have is expected of a device that is known to have it.
func forcedInform(f rule.Facts, seen map[string]bool) [][]string {
	root, igd := "Device.", false
	for name := range seen {
		igd = igd || strings.HasPrefix(name, "InternetGatewayDevice.")
	}
	if igd {
		root = "InternetGatewayDevice."
	}
	list := [][]string{
		{root + "DeviceInfo.HardwareVersion"}, {root + "DeviceInfo.SoftwareVersion"},
		{root + "ManagementServer.ConnectionRequestURL"}, {root + "ManagementServer.ParameterKey"},
	}
	// InternetGatewayDevice:1.0 has no DeviceSummary, Device:2 has a
	// RootDataModelVersion from 2.4 on; SpecVersion is forced in
	// InternetGatewayDevice:1 only, and Device:1 forces none of the last three.
	for _, below := range []string{"DeviceSummary", "RootDataModelVersion", "DeviceInfo.SpecVersion", "DeviceInfo.ProvisioningCode", "ManagementServer.AliasBasedAddressing"} {
		_, has := f.Parameters[root+below]
		forced := igd || below == "DeviceSummary" || below == "RootDataModelVersion" ||
			below != "DeviceInfo.SpecVersion" && !seen[root+"DeviceSummary"]
		if has && forced {
			list = append(list, []string{root + below})
		}
	}
	return list
}

func quote(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + " …"
	}
	return fmt.Sprintf("%q", s)
}
