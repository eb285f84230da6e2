package acs

import (
	"strings"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutPaths = "Paths"

// table is one whose rows the ACS may add and delete.
const table = "NAT.PortMapping."

func init() {
	spec(conform.Case{
		ID: "ACS-PATH-001", Subject: aboutPaths,
		Title:  "an instance is named by its number",
		Covers: reqs("A.2.2-1"),
		Steps:  "As a device with one row in NAT.PortMapping have the ACS order GetParameterNames for the table, and then GetParameterValues for a Parameter of the row.",
		Passes: "The path in GetParameterValues holds no {i}.",
		Needs:  []string{can("GetParameterNames"), can("GetParameterValues")},
	}, func(t *ACS) {
		root := t.Device.Root()
		row, err := t.Device.Tree.Add(t.Device.Tree.Find(root + table))
		t.Given(err == nil, "the device could not make a row: %v", err)
		s, env := t.Asked(&cwmp.GetParameterNames{ParameterPath: root + table, NextLevel: true})
		s.Do(s.Response(env, s.Device.Answer(env)))
		s.Finish()
		s, env = t.Asked(&cwmp.GetParameterValues{ParameterNames: []string{row.Path() + "Enable"}})
		m, _ := env.Body.(*cwmp.GetParameterValues)
		t.Req("A.2.2-1").Expect(m.ParameterNames, "the names in GetParameterValues").NotTo(ContainElement(ContainSubstring("{i}")))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-PATH-002", Subject: aboutPaths,
		Title:  "an alias is asked for in the form that AddObject has",
		Covers: reqs("A.3.2.6-41"),
		Steps:  "As a device that sends AliasBasedAddressing true have the ACS order AddObject with the alias cwmpspec.",
		Passes: "ObjectName ends with the alias in square brackets and a dot.",
		Needs:  []string{can("AddObject")},
	}, func(t *ACS) {
		root := t.Device.Root()
		_ = t.Device.Tree.Put(root+"ManagementServer.AliasBasedAddressing", "true")
		s, env := t.Asked(&cwmp.AddObject{ObjectName: root + table + "[cwmpspec].", ParameterKey: key + "alias"})
		m, ok := env.Body.(*cwmp.AddObject)
		if ok && !strings.Contains(m.ObjectName, "[") {
			t.Skip("the ACS leaves the alias to the device")
		}
		t.Req("A.3.2.6-41").Expect(m.ObjectName, "ObjectName").To(HaveSuffix("]."))
		s.Do(s.Response(env, &cwmp.AddObjectResponse{InstanceNumber: 1}))
		s.Finish()
	})
	spec(conform.Case{
		ID: "ACS-PATH-003", Subject: aboutPaths,
		Title:  "wildcards stand for instances of a device that knows wildcards",
		Covers: reqs("A.2.4-8"),
		Steps:  "As a device whose InstanceWildcardsSupported is true have the ACS order GetParameterValues for that Parameter, and then for a path with a wildcard.",
		Passes: "The path does not end with the wildcard.",
		Needs:  []string{can("GetParameterValues")},
	}, func(t *ACS) {
		root := t.Device.Root()
		about := root + "ManagementServer.InstanceWildcardsSupported"
		_ = t.Device.Tree.Put(about, "true")
		s, env := t.Asked(&cwmp.GetParameterValues{ParameterNames: []string{about}})
		s.Do(s.Response(env, s.Device.Answer(env)))
		s.Finish()
		s, env = t.Asked(&cwmp.GetParameterValues{ParameterNames: []string{root + table + "*.Enable"}})
		m, _ := env.Body.(*cwmp.GetParameterValues)
		t.Req("A.2.4-8").Expect(m.ParameterNames, "the names in GetParameterValues").NotTo(ContainElement(conform.As("end with a wildcard", MatchRegexp(`\*\.?$`))))
		s.Finish()
	})
}
