package reports

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// JUnit writes the run as JUnit XML: a suite for each subject, a test for each
// case. What is said of a case stands both in the message attribute and in
// the content of its element, since some readers show only the one and some
// only the other. Transcripts are attached by their path from dir, the folder
// of results.json as the reader of the report sees it.
func JUnit(w io.Writer, run *verdict.Run, dir string) error {
	suites := junitSuites{Testsuites: junit.Testsuites{Name: "cwmpspec " + visible(run.Suite), Time: seconds(run.Ended.Sub(run.Started))}}
	names := map[string]int{}
	for _, subject := range subjects(run) {
		suite := junitSuite{Testsuite: junit.Testsuite{Name: className(run, subject), ID: len(suites.Suites)}}
		addProperties(&suite.Testsuite, run)
		var total time.Duration
		for _, c := range run.Cases {
			if c.Subject != subject {
				continue
			}
			total += c.Duration
			if suite.Timestamp == "" && !c.Started.IsZero() {
				suite.Timestamp = c.Started.UTC().Format("2006-01-02T15:04:05")
			}
			test := junitCase(run, c, dir)
			// Readers drop a second test of the same name without a word.
			names[test.Classname+"\n"+test.Name]++
			if n := names[test.Classname+"\n"+test.Name]; n > 1 {
				test.Name += fmt.Sprintf(" (%d)", n)
			}
			suite.AddTestcase(test.Testcase) // counts it
			suite.Cases = append(suite.Cases, test)
		}
		suite.Time = seconds(total)
		suites.AddSuite(suite.Testsuite) // counts its tests
		suite.Testcases = nil
		suites.Suites = append(suites.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "\t")
	if err := encoder.Encode(suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// The library's types have neither the file nor the properties of a test,
// which readers show.
type (
	junitSuites struct {
		junit.Testsuites
		Suites []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		junit.Testsuite
		Cases []junitTest `xml:"testcase"`
	}
	junitTest struct {
		File       string            `xml:"file,attr,omitempty"`
		Properties *[]junit.Property `xml:"properties>property,omitempty"`
		junit.Testcase
	}
)

// subjects lists the subjects of the run's cases in the order in which they
// first appear.
func subjects(run *verdict.Run) []string {
	var list []string
	for _, c := range run.Cases {
		if !slices.Contains(list, c.Subject) {
			list = append(list, c.Subject)
		}
	}
	return list
}

// className is how readers find a test: a dot would open another level.
func className(run *verdict.Run, subject string) string {
	return "cwmpspec." + oneLine(run.Suite) + "." + strings.ReplaceAll(oneLine(subject), ".", "-")
}

func addProperties(suite *junit.Testsuite, run *verdict.Run) {
	for _, p := range []junit.Property{
		{Name: "tool", Value: run.Tool}, {Name: "version", Value: run.Version}, {Name: "catalogue", Value: run.Catalogue},
		{Name: "device.manufacturer", Value: run.Device.Manufacturer}, {Name: "device.oui", Value: run.Device.OUI},
		{Name: "device.product_class", Value: run.Device.ProductClass}, {Name: "device.serial_number", Value: run.Device.SerialNumber},
		{Name: "device.software_version", Value: run.Device.SoftwareVersion}, {Name: "device.hardware_version", Value: run.Device.HardwareVersion},
		{Name: "device.data_model", Value: run.Device.DataModel},
		{Name: "device.url", Value: run.Device.URL}, {Name: "device.server", Value: run.Device.Server},
		{Name: "device.cwmp_version", Value: run.Device.CWMPVersion},
		{Name: "interrupted", Value: run.Interrupted}, {Name: "note", Value: run.Note},
	} {
		if p.Value != "" {
			suite.AddProperty(p.Name, visible(p.Value))
		}
	}
}

func junitCase(run *verdict.Run, c verdict.Case, dir string) junitTest {
	var test junitTest
	test.Name, test.Classname, test.Time = cmp.Or(oneLine(c.ID+" "+c.Title), "unnamed"), className(run, c.Subject), seconds(c.Duration)
	properties := []junit.Property{{Name: "id", Value: visible(c.ID)}, {Name: "outcome", Value: string(c.Outcome)}}
	if len(c.Covers) > 0 {
		properties = append(properties, junit.Property{Name: "requirements", Value: visible(strings.Join(c.Covers, " "))})
	}
	if c.Transcript != "" {
		properties = append(properties, junit.Property{Name: "transcript", Value: visible(c.Transcript)})
		test.File = oneLine(path.Join(dir, c.Transcript))
	}
	test.Properties = &properties
	reason := visible(why(c))
	switch c.Outcome {
	case verdict.Fail:
		test.Failure = failure(c)
	case verdict.Error:
		test.Error = &junit.Result{Message: reason, Type: "error", Data: withRerun(reason, c)}
	case verdict.NotRun:
		// Not a skip: a report of a run that ended early must not be green.
		text := strings.TrimSuffix("not run: "+reason, ": ")
		test.Error = &junit.Result{Message: text, Type: "notrun", Data: withRerun(text, c)}
	case verdict.Skip:
		test.Skipped = &junit.Result{Message: reason, Data: reason}
	case verdict.Known:
		text := "known failure, " + reason
		test.Skipped = &junit.Result{Message: text, Type: "known", Data: text + "\n\n" + findingsText(c)}
	}
	if out := systemOut(c, dir); out != "" {
		test.SystemOut = &junit.Output{Data: out}
	}
	return test
}

func failure(c verdict.Case) *junit.Result {
	if len(c.Findings) == 0 {
		reason := visible(why(c))
		return &junit.Result{Message: reason, Type: "fail", Data: withRerun(reason, c)}
	}
	first := c.Findings[0]
	if i := slices.IndexFunc(c.Findings, verdict.Finding.Breaks); i >= 0 {
		first = c.Findings[i]
	}
	text := findingsText(c)
	if why(c) != "" {
		text = visible(why(c)) + "\n\n" + text
	}
	return &junit.Result{Message: message(c, first), Type: cmp.Or(visible(first.Level), "fail"), Data: text}
}

func findingsText(c verdict.Case) string {
	var list []string
	for _, f := range c.Findings {
		list = append(list, message(c, f))
	}
	return strings.Join(list, "\n\n")
}

func withRerun(text string, c verdict.Case) string {
	if c.Rerun != "" {
		text += "\nrun again: " + oneLine(c.Rerun)
	}
	return text
}

// systemOut carries what readers take from the output alone: the warnings of
// a case that did not fail, robustness notes, its requirements, and the transcript as an
// attachment, each on a line of its own.
func systemOut(c verdict.Case, dir string) string {
	var lines []string
	if c.Outcome == verdict.Warn {
		lines = append(lines, findingsText(c))
	}
	for _, n := range c.Notes {
		lines = append(lines, message(c, n))
	}
	if len(c.Covers) > 0 {
		lines = append(lines, "[[PROPERTY|requirements="+oneLine(strings.Join(c.Covers, " "))+"]]")
	}
	if c.Transcript != "" {
		lines = append(lines, "[[ATTACHMENT|"+oneLine(path.Join(dir, c.Transcript))+"]]")
	}
	return strings.Join(lines, "\n")
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", max(0, d.Seconds())) }
