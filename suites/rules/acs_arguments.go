package rules

import (
	"regexp"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// bound is a row that gives one argument of a method of the CPE its length.
type bound struct{ method, path, row string }

var bounds = []bound{
	{"SetParameterValues", "ParameterKey", "A.3.2.1-9"},
	{"SetParameterValues", "ParameterList/ParameterValueStruct/Name", "A.3.2.1-37"},
	{"GetParameterValues", "ParameterNames/string", "A.3.2.2-2"},
	{"GetParameterNames", "ParameterPath", "A.3.2.3-2"},
	{"SetParameterAttributes", "ParameterList/SetParameterAttributesStruct/Name", "A.3.2.4-16"},
	{"SetParameterAttributes", "AccessList/string", "A.3.2.4-47"},
	{"GetParameterAttributes", "ParameterNames/string", "A.3.2.5-2"},
	{"AddObject", "ObjectName", "A.3.2.6-39"},
	{"AddObject", "ParameterKey", "A.3.2.6-42"},
	{"DeleteObject", "ObjectName", "A.3.2.7-28"},
	{"DeleteObject", "ParameterKey", "A.3.2.7-30"},
	{"Download", "CommandKey", "A.3.2.8-25"},
	{"Download", "FileType", "A.3.2.8-28"},
	{"Download", "URL", "A.3.2.8-46"},
	{"Download", "Username", "A.3.2.8-53"},
	{"Download", "Password", "A.3.2.8-55"},
	{"Download", "TargetFileName", "A.3.2.8-66"},
	{"Download", "SuccessURL", "A.3.2.8-86"},
	{"Download", "FailureURL", "A.3.2.8-90"},
	{"Reboot", "CommandKey", "A.3.2.9-10"},
	{"ScheduleInform", "CommandKey", "A.4.1.2-12"},
	{"GetOptions", "OptionName", "A.4.1.4-2"},
	{"Upload", "CommandKey", "A.4.1.5-11"},
	{"Upload", "URL", "A.4.1.5-23"},
	{"Upload", "Username", "A.4.1.5-30"},
	{"Upload", "Password", "A.4.1.5-32"},
	{"ScheduleDownload", "CommandKey", "A.4.1.8-24"},
	{"ScheduleDownload", "URL", "A.4.1.8-37"},
	{"ScheduleDownload", "Username", "A.4.1.8-44"},
	{"ScheduleDownload", "Password", "A.4.1.8-46"},
	{"ScheduleDownload", "TargetFileName", "A.4.1.8-56"},
	{"ScheduleDownload", "UserMessage", "A.4.1.8-80"},
	{"CancelTransfer", "CommandKey", "A.4.1.9-3"},
	{"ChangeDUState", "CommandKey", "A.4.1.10-22"},
}

// operationBounds are the same for the arguments of an operation of ChangeDUState.
var operationBounds = []struct{ operation, element, row string }{
	{"InstallOpStruct", "URL", "A.4.1.10-25"},
	{"InstallOpStruct", "Username", "A.4.1.10-35"},
	{"InstallOpStruct", "Password", "A.4.1.10-36"},
	{"UpdateOpStruct", "Version", "A.4.1.10-42"},
	{"UpdateOpStruct", "URL", "A.4.1.10-44"},
	{"UpdateOpStruct", "Username", "A.4.1.10-51"},
	{"UpdateOpStruct", "Password", "A.4.1.10-52"},
	{"UninstallOpStruct", "Version", "A.4.1.10-65"},
}

// structures are the rows that say which arguments a method has, and with it
// those about one argument that always has to be there with a value of its type.
var structures = []struct{ method, argument, row string }{
	{"SetParameterValues", "", "A.3.2.1-2"},
	{"GetParameterValues", "", "A.3.2.2-2"},
	{"GetParameterNames", "ParameterPath", "A.3.2.3-2"},
	{"GetParameterNames", "NextLevel", "A.3.2.3-8"},
	{"SetParameterAttributes", "", "A.3.2.4-14"},
	{"SetParameterAttributes", "ParameterList/SetParameterAttributesStruct", "A.3.2.4-14"},
	{"GetParameterAttributes", "", "A.3.2.5-2"},
	{"Download", "", "A.3.2.8-24"},
	{"Download", "FileSize", "A.3.2.8-58"},
	{"Download", "DelaySeconds", "A.3.2.8-71"},
}

func init() {
	var table []breach
	for _, b := range bounds {
		table = append(table, breach{codes: []soap.Code{cwmp.StringTooLong}, where: at(b.method, b.path), breaks: []string{b.row},
			want: "a string no longer than the limit of " + b.method})
	}
	for _, b := range operationBounds {
		table = append(table, breach{codes: []soap.Code{cwmp.StringTooLong}, where: inOperation(b.operation, b.element), breaks: []string{b.row},
			want: "a string no longer than the limit of " + b.operation})
	}
	for _, s := range structures {
		if s.argument == "" || strings.Contains(s.argument, "/") {
			table = append(table, breach{codes: []soap.Code{cwmp.MissingElement}, where: at(s.method, s.argument), breaks: []string{s.row}, want: "all arguments of " + s.method},
				breach{codes: []soap.Code{cwmp.ElementOrder, cwmp.DuplicateElement}, where: below(s.method, s.argument), breaks: []string{s.row}, want: "the arguments of " + s.method + " in their order, each once"})
			continue
		}
		table = append(table, breach{codes: []soap.Code{cwmp.MissingElement}, where: lacking(s.method, s.argument), breaks: []string{s.row}, want: s.argument},
			breach{codes: []soap.Code{cwmp.ValueBoolean, cwmp.ValueInteger, cwmp.DuplicateElement}, where: at(s.method, s.argument), breaks: []string{s.row}, want: s.argument + " once, with a value of its type"})
	}
	for _, o := range [][2]string{{"InstallOpStruct", "A.4.1.10-32"}, {"UpdateOpStruct", "A.4.1.10-41"}, {"UninstallOpStruct", "A.4.1.10-64"}} {
		operation, row := o[0], o[1]
		table = append(table, breach{codes: []soap.Code{cwmp.ValueUUID}, where: inOperation(operation, "UUID"), breaks: []string{"A.4.1.10-19", row}, want: "a UUID in the form of RFC 4122"})
	}
	table = append(table,
		breach{codes: []soap.Code{cwmp.ValueRange, cwmp.ValueInteger}, where: at("SetParameterAttributes", "ParameterList/SetParameterAttributesStruct/Notification"),
			breaks: []string{"A.3.2.4-23"}, want: "Notification from 0 to 6"},
		breach{codes: []soap.Code{cwmp.MissingElement}, where: lackingIn("UninstallOpStruct", "UUID"), breaks: []string{"A.4.1.10-64"}, want: "the UUID of the deployment unit"},
		breach{codes: []soap.Code{cwmp.MissingElement}, where: at("KickedResponse", ""), breaks: []string{"A.4.2.1-10"}, want: "a NextURL"},
		breach{codes: []soap.Code{cwmp.StringTooLong}, where: at("KickedResponse", "NextURL"), breaks: []string{"A.4.2.1-10"}, want: "a NextURL of at most 1024 characters"},
	)
	r := defects("acs-arguments", "the arguments of a call are those of its method, no longer than they may be", table...)
	r.Only = wire.ACS
	add(r, rule.Rule{
		ID:     "acs-lists",
		Only:   wire.ACS,
		Title:  "a list of Parameters has an entry, GetRPCMethods has no arguments, and the ACS lists what every ACS has",
		Covers: []string{"A.3.1.1-1", "A.3.1.1-8", "A.3.1.1-9", "A.3.2.1-4", "A.3.2.2-2", "A.3.2.4-14", "A.3.2.5-2"},
		Check: func(c *rule.Context) {
			for _, s := range c.Envelopes() {
				if s.Env.SOAP.WellFormed {
					checkLists(c, s)
				}
			}
		},
	})
}

func checkLists(c *rule.Context, s rule.Said) {
	whole := s.Whole()
	none := func(id string, n int) {
		if n == 0 {
			c.Report(id, whole, "at least one entry", "an empty list")
		}
	}
	switch m := s.Env.Body.(type) {
	case *cwmp.GetRPCMethods:
		if kids := s.Env.SOAP.Entries[0].Children; len(kids) > 0 {
			c.Report("A.3.1.1-1", s.Body(kids[0].Offset), "no arguments", kids[0].Local)
		}
	case *cwmp.GetRPCMethodsResponse:
		for id, name := range map[string]string{"A.3.1.1-8": "Inform", "A.3.1.1-9": "GetRPCMethods"} {
			if !contains(m.MethodList, name) {
				c.Report(id, whole, name+" in MethodList", strings.Join(m.MethodList, ", "))
			}
		}
	case *cwmp.GetParameterValues:
		none("A.3.2.2-2", len(m.ParameterNames))
	case *cwmp.GetParameterAttributes:
		none("A.3.2.5-2", len(m.ParameterNames))
	case *cwmp.SetParameterAttributes:
		none("A.3.2.4-14", len(m.ParameterList))
	case *cwmp.SetParameterValues:
		seen := map[string]bool{}
		for _, p := range m.ParameterList {
			if seen[p.Name] {
				c.Report("A.3.2.1-4", whole, "each Parameter once", p.Name+" twice")
			}
			seen[p.Name] = true
		}
	}
}

func contains(list []string, name string) bool {
	for _, entry := range list {
		if strings.TrimSpace(entry) == name {
			return true
		}
	}
	return false
}

// numbering are the numbers of members in the path of a defect.
var numbering = regexp.MustCompile(`\[[0-9]+\]`)

// at: the defect is of an element at a path below the element of a message; the
// path may leave out what stands between.
func at(message, path string) func(flaw) bool {
	return func(f flaw) bool {
		_, below, ok := strings.Cut(numbering.ReplaceAllString(f.Path, ""), "/Body/"+message)
		switch {
		case !ok || f.Env.Name != message || f.inFault():
			return false
		case path == "":
			return below == ""
		}
		return strings.HasSuffix(below, "/"+path)
	}
}

// below: the defect is of a child of the element at the path.
func below(message, path string) func(flaw) bool {
	return func(f flaw) bool {
		cut := strings.LastIndexByte(f.Path, '/')
		if cut < 0 {
			return false
		}
		f.Path = f.Path[:cut]
		return at(message, path)(f)
	}
}

// lacking: the message lacks that argument.
func lacking(message, argument string) func(flaw) bool {
	return func(f flaw) bool { return f.Want == argument && at(message, "")(f) }
}

// operationOf is the type of an element of Operations, without its prefix.
func operationOf(e *soap.Element) string {
	if e == nil || e.Local != "Operations" {
		return ""
	}
	a, _ := e.Attr(soap.NSXSI, "type")
	_, local, _ := e.QName(strings.TrimSpace(a.Value))
	return local
}

// inOperation: the defect is of an argument of an operation.
func inOperation(operation, element string) func(flaw) bool {
	return func(f flaw) bool {
		return f.Env.Name == "ChangeDUState" && f.Element != nil && f.Element.Local == element && operationOf(f.Parent) == operation
	}
}

// lackingIn: the operation lacks an argument.
func lackingIn(operation, argument string) func(flaw) bool {
	return func(f flaw) bool { return f.Want == argument && operationOf(f.Element) == operation }
}
