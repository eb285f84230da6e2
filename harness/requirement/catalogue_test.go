package requirement

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/cwmpspec/cwmpspec/fixtures"
)

func TestEmbeddedCatalogueIsWhatAYAMLParserReads(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := fixtures.Requirements.ReadDir("requirements")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, name := range names {
		data, err := fixtures.Requirements.ReadFile("requirements/" + name.Name())
		if err != nil {
			t.Fatal(err)
		}
		var rows []map[string]string
		if err := yaml.Unmarshal(data, &rows); err != nil {
			t.Fatalf("%s: %v", name.Name(), err)
		}
		total += len(rows)
		for _, want := range rows {
			got, found := c.Get(want["id"])
			if !found {
				t.Errorf("%s is not in the catalogue", want["id"])
				continue
			}
			fields := map[string]string{
				"id": got.ID, "role": string(got.Role), "level": string(got.Level), "when": got.When, "says": got.Says,
				"how": string(got.How), "test": got.Test, "tests_peer": string(got.TestsPeer),
			}
			for key, value := range fields {
				if value != want[key] {
					t.Errorf("%s: %s is %q, the YAML says %q", got.ID, key, value, want[key])
				}
			}
		}
	}
	if total != len(c.All()) {
		t.Errorf("the catalogue has %d rows, the files %d", len(c.All()), total)
	}
}

func TestCatalogueOrderTitlesAndVersion(t *testing.T) {
	c := Must()
	if !slices.IsSortedFunc(c.All(), func(a, b Requirement) int { return Compare(a.ID, b.ID) }) {
		t.Error("the rows are not in the order of the document")
	}
	for _, row := range c.All() {
		if Title(row.Section()) == "" {
			t.Errorf("section %s of %s has no title", row.Section(), row.ID)
		}
	}
	if !strings.HasPrefix(c.Version(), Standard+", catalogue ") {
		t.Errorf("version %q does not name the standard", c.Version())
	}
}

func TestCompare(t *testing.T) {
	inOrder := []string{"2.1-1", "3-1", "3.1-2", "3.1-10", "3.2.1-9", "3.2.1.1-1", "3.2.2.1-1", "3.10-1", "A.2.1-1", "A.3.2.9-1", "A.3.2.10-1", "O.1-1"}
	for i := 1; i < len(inOrder); i++ {
		if Compare(inOrder[i-1], inOrder[i]) >= 0 || Compare(inOrder[i], inOrder[i-1]) <= 0 {
			t.Errorf("%s should precede %s", inOrder[i-1], inOrder[i])
		}
	}
}

func TestRolesAndLevels(t *testing.T) {
	both := Requirement{Role: Both, Level: LevelMustNot, How: Wire}
	freedom := Requirement{Role: ACS, Level: LevelMay, TestsPeer: CPE}
	for name, ok := range map[string]bool{
		"both binds the CPE":                 both.Binds(CPE) && both.Binds(ACS) && !both.Binds(STUN),
		"must-not on the wire is testable":   both.Testable(),
		"a must of how local is not":         !Requirement{Level: LevelMust, How: Local}.Testable(),
		"a freedom of the ACS tests the CPE": freedom.Tests(CPE) && !freedom.Tests(ACS) && !freedom.Binds(CPE),
		"should does not bind":               !LevelShould.Binding() && LevelMust.Binding(),
	} {
		if !ok {
			t.Errorf("does not hold: %s", name)
		}
	}
}

func TestAmbiguities(t *testing.T) {
	c := Must()
	if n := len(c.ambiguities); n < 100 {
		t.Errorf("only %d ambiguities were read", n)
	}
	for _, test := range []struct {
		head, section string
		want          bool
	}{
		{"3.2.2.1 / 3.2.2.2", "3.2.2.2", true},
		{"3.2.2.1 / 3.2.2.2", "3.2.2", false},
		{"3.7.1.4 (retry limit)", "3.7.1.4", true},
		{"2.x", "2.3.1", true},
		{"2.x", "3.2", false},
		{"A.3.1.1 to A.3.2.9", "A.3.2.4", true},
		{"A.3.1.1 to A.3.2.9", "A.3.3.1", false},
		{"all fault lists", "A.5.1", false},
	} {
		if got := (Ambiguity{Section: test.head}).Covers(test.section); got != test.want {
			t.Errorf("%q covers %s: %v, want %v", test.head, test.section, got, test.want)
		}
	}
	if len(c.AmbiguitiesOf("3.2.1.1")) == 0 {
		t.Error("section 3.2.1.1 has no ambiguities")
	}
}

const goodRow = `- id: "3.5-1"
  role: cpe
  level: must
  says: "It \"is\" so."
  how: wire
  test: "Look."
`

func TestFaultsOfAFile(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"unknown key", goodRow + "  colour: red\n", `x.yaml:7: colour: there is no such key`},
		{"duplicate id", goodRow + goodRow, `x.yaml:7: 3.5-1 is a second row of this id; the first is in x.yaml:1`},
		{"bad level", strings.Replace(goodRow, "must", "mst", 1), `x.yaml:3: level: "mst" is not known; allowed: must, must-not`},
		{"bad role", strings.Replace(goodRow, "cpe", "cep", 1), `x.yaml:2: role: "cep" is not known`},
		{"bad how", strings.Replace(goodRow, "wire", "wyre", 1), `x.yaml:5: how: "wyre" is not known`},
		{"bad id", strings.Replace(goodRow, "3.5-1", "3.5.1", 1), `x.yaml:1: id: "3.5.1" is not a section`},
		{"key twice", goodRow + "  how: wire\n", `x.yaml:7: how: the row has this key twice`},
		{"missing key", strings.Replace(goodRow, "  level: must\n", "", 1), `x.yaml:1: 3.5-1: the row has no level`},
		{"open quote", strings.Replace(goodRow, `"Look."`, `"Look.`, 1), `x.yaml:6: test: "Look. is not one double-quoted string`},
		{"plain text with a colon", strings.Replace(goodRow, `"Look."`, `Look: there`, 1), `x.yaml:6: test: "Look: there" has to stand in double quotes`},
		{"stray line", goodRow + "also this\n", `x.yaml:7: "also this" is neither`},
		{"ambiguity without text", "# AMBIGUOUS: 3.5\n" + goodRow, `x.yaml:1: an ambiguity is written as`},
	} {
		_, err := LoadFS(fstest.MapFS{"requirements/x.yaml": {Data: []byte(test.text)}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, want %s", test.name, err, test.want)
		}
	}
	if _, err := LoadFS(fstest.MapFS{}); err == nil {
		t.Error("no file at all is no error")
	}
	c, err := LoadFS(fstest.MapFS{"requirements/x.yaml": {Data: []byte(goodRow)}})
	if err != nil {
		t.Fatal(err)
	}
	if row, _ := c.Get("3.5-1"); row.Says != `It "is" so.` || row.Line != 1 || row.Section() != "3.5" {
		t.Errorf("the row was read as %+v", row)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := LoadFS(fixtures.Requirements); err != nil {
			b.Fatal(err)
		}
	}
}
