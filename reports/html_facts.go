package reports

import (
	"fmt"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// identities lists who was tested: one device, or those of several runs.
func identities(run *verdict.Run) [][]pair {
	devices := run.Devices
	if len(devices) == 0 {
		devices = []verdict.Device{run.Device}
	}
	var list [][]pair
	for _, d := range devices {
		if p := identity(d); len(p) > 0 {
			list = append(list, p)
		}
	}
	return list
}

func identity(d verdict.Device) []pair {
	return told([]pair{
		{"Manufacturer", d.Manufacturer}, {"OUI", d.OUI}, {"ProductClass", d.ProductClass}, {"SerialNumber", d.SerialNumber},
		{"SoftwareVersion", d.SoftwareVersion}, {"HardwareVersion", d.HardwareVersion}, {"Data model", d.DataModel},
		{"URL", d.URL}, {"Server", d.Server}, {"CWMP version", d.CWMPVersion}, {"Authentication", d.Authentication},
		{"Methods", d.Methods}, {"Calls by itself, of a new device", d.Calls},
	})
}

// facts lists by what, when and under which conditions.
func facts(run *verdict.Run) []pair {
	list := []pair{
		{"Tool", run.Tool + " " + run.Version}, {"Catalogue", run.Catalogue}, {"Suite", run.Suite},
		{"Started", moment(run.Started)}, {"Ended", moment(run.Ended)}, {"Duration", run.Ended.Sub(run.Started).Round(100 * time.Millisecond).String()},
	}
	scope := fmt.Sprintf("%s of the suite", plural(run.Scope.Cases, "case"))
	if len(run.Scope.Only) > 0 {
		scope += ", only " + strings.Join(run.Scope.Only, ", ")
	}
	if run.Scope.Labels != "" {
		scope += ", labels " + run.Scope.Labels
	}
	if run.Scope.Level == "must" {
		scope += ", without what only breaks a SHOULD"
	}
	if run.Scope.Cases > 0 {
		list = append(list, pair{"Scope", scope})
	}
	if run.Scale != 0 && run.Scale != 1 {
		list = append(list, pair{"Time scale", fmt.Sprintf("%v protocol seconds in a real second", run.Scale)})
	}
	return told(append(list, pair{"Interrupted", run.Interrupted}, pair{"Note", run.Note}))
}

func told(list []pair) []pair {
	kept := list[:0]
	for _, p := range list {
		if p.Value = oneLine(p.Value); p.Value != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// sectionWords names a section of the standard with its title.
func sectionWords(section string) string {
	if title := requirement.Title(section); title != "" {
		return section + " " + title
	}
	return section
}
