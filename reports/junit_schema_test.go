package reports

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
	"github.com/cwmpspec/cwmpspec/reports/formtest"
)

func junitSchema(t *testing.T) []byte {
	t.Helper()
	xsd, err := os.ReadFile("../docs/formats/junit.xsd")
	if err != nil {
		t.Fatal(err)
	}
	return xsd
}

func TestJUnitKeepsToItsSchema(t *testing.T) {
	xsd := junitSchema(t)
	odd := sample()
	odd.Cases = append(odd.Cases, verdict.Case{Outcome: verdict.Error}, verdict.Case{Outcome: verdict.Fail}, verdict.Case{Outcome: verdict.Skip},
		verdict.Case{Outcome: verdict.Fail, Findings: []verdict.Finding{{}}}, verdict.Case{Outcome: verdict.NotRun})
	for name, run := range map[string]*verdict.Run{"sample": sample(), "odd": odd, "empty": {}} {
		var b bytes.Buffer
		if err := JUnit(&b, run, "out"); err != nil {
			t.Fatal(err)
		}
		if problems := formtest.XML(xsd, b.Bytes()); len(problems) > 0 {
			t.Errorf("%s: %s", name, strings.Join(problems, "\n"))
		}
	}
}

func TestTheJUnitSchemaFindsWhatIsWrong(t *testing.T) {
	xsd := junitSchema(t)
	const suite = `<testsuites name="n" time="0.000"><testsuite name="a" id="0" tests="1" failures="0" errors="0" time="1.000">%s</testsuite></testsuites>`
	for document, want := range map[string]string{
		`<testsuite/>`:                             "the root is testsuite",
		`<testsuites name="n" time="1"/>`:          "does not match",
		`<testsuites time="1.000"/>`:               "lacks name",
		`<testsuites name="n" time="1.000" x=""/>`: "has x",
		fmt.Sprintf(suite, ""):                     "has 0 of testcase",
		fmt.Sprintf(suite, `<testcase name="" classname="c" time="0.000"/>`):                                                                  "does not match",
		fmt.Sprintf(suite, `<testcase name="n" classname="c" time="0.000"><failure message="" type="must"/><skipped message=""/></testcase>`): "no place for skipped",
		fmt.Sprintf(suite, `<testcase name="n" classname="c" time="0.000"><failure message="m"/></testcase>`):                                 "lacks type",
	} {
		if got := strings.Join(formtest.XML(xsd, []byte(document)), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", document, got, want)
		}
	}
	if problems := formtest.XML(xsd, []byte(fmt.Sprintf(suite, `<testcase name="n" classname="c" time="0.000"><system-out>x</system-out></testcase>`))); problems != nil {
		t.Error(problems)
	}
}

// TestJUnitNamesAreStable: a reader compares runs by class and name.
func TestJUnitNamesAreStable(t *testing.T) {
	one, two := sample(), sample()
	for i := range two.Cases {
		two.Cases[i].Outcome, two.Cases[i].Duration, two.Cases[i].Reason, two.Cases[i].Findings = verdict.Pass, 7, "x", nil
	}
	two.Version, two.Device.SoftwareVersion = "2.0", "9"
	names := func(run *verdict.Run) (list []string) {
		for _, suite := range readJUnit(t, run).Suites {
			for _, c := range suite.Cases {
				list = append(list, c.Classname+"\n"+c.Name+"\n"+c.File)
			}
		}
		return list
	}
	if a, b := names(one), names(two); !slices.Equal(a, b) || len(a) != len(one.Cases) {
		t.Errorf("the names are %q and %q", a, b)
	}
}
