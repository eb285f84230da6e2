package reports

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

func TestCover(t *testing.T) {
	row := func(id, role, level, how string) string {
		return `- id: "` + id + "\"\n  role: " + role + "\n  level: " + level + "\n  says: x\n  how: " + how + "\n  test: x\n"
	}
	c, err := requirement.LoadFS(fstest.MapFS{"requirements/x.yaml": {Data: []byte(
		row("3.5-1", "cpe", "must", "wire") + row("3.5-2", "both", "must-not", "time") + row("3.5-3", "cpe", "should", "wire") +
			row("3.5-4", "cpe", "must", "local") + row("3.5-5", "acs", "must", "wire") + row("A.2.1-1", "cpe", "must", "wire"))}})
	if err != nil {
		t.Fatal(err)
	}
	judged, proven := map[string]bool{"3.5-1": true, "3.5-2": true, "3.5-3": true}, map[string]bool{"3.5-1": true, "A.2.1-1": true}
	got := Cover(c, requirement.CPE, judged, proven)
	want := []Coverage{
		{Section: "3.5", Title: "Use of SOAP", Role: "cpe", Rows: 4, Testable: 2, Judged: 2, Proven: 1, Unproven: []string{"3.5-2"}},
		{Section: "A.2.1", Title: "Data Types", Role: "cpe", Rows: 1, Testable: 1, Unproven: []string{"A.2.1-1"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	sum := Sum(append(got, Cover(c, requirement.ACS, judged, proven)...))
	if len(sum) != 2 || sum[0].Rows != 5 || sum[0].Proven != 1 || sum[1].Rows != 2 || sum[1].Judged != 1 {
		t.Errorf("the sums are %+v", sum)
	}
	var text, markdown bytes.Buffer
	if err := CoverageText(&text, got); err != nil || !strings.Contains(text.String(), "cpe      total          5        3      2      1  all sections\n") {
		t.Errorf("%v\n%s", err, text.String())
	}
	if err := CoverageMarkdown(&markdown, "V", got); err != nil || !strings.Contains(markdown.String(), "| 3.5 | Use of SOAP | 4 | 2 | 2 | 1 | 2 |\n") {
		t.Errorf("%v\n%s", err, markdown.String())
	}
}
