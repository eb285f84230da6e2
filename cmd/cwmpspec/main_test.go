package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/target"
)

// call runs the program in this process.
func call(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	// A nil slice would have cobra read the arguments of the test itself.
	code = run(append([]string{}, args...), strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

func TestMistakesInTheUseEndInTwoAndSayWhatIsWrong(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"frobnicate"}, `cwmpspec: unknown command "frobnicate"`},
		{[]string{"list", "--colour"}, "cwmpspec: unknown flag: --colour; see cwmpspec list --help"},
		{[]string{"list", "--format", "xml"}, `cwmpspec: --format: "xml" is not known; allowed: text, json`},
		{[]string{"coverage", "--role", "stun"}, `cwmpspec: --role: "stun" is not known; allowed: cpe, acs`},
		{[]string{"explain"}, "cwmpspec: explain needs ID, of a requirement, case, rule or fault; see cwmpspec explain --help"},
		{[]string{"sim", "ape"}, `cwmpspec: unknown command "sim ape"; see cwmpspec sim --help`},
		{[]string{"sim", "cpe"}, "cwmpspec: cpe needs URL, of the ACS; see cwmpspec sim cpe --help"},
		{[]string{"demo", "acs", "--jobs", "x"}, "cwmpspec: --jobs x: has to be a whole number; see cwmpspec demo acs --help"},
		{[]string{"demo", "acs", "--jobs", "0"}, "cwmpspec: --jobs 0: has to be 1 or more"},
		{[]string{"cpe", "--wait", "soon"}, "cwmpspec: --wait soon: has to be a time such as 90s or 10m"},
		{[]string{"cpe", "--watch"}, "cwmpspec: --watch is for a single case"},
		{[]string{"cpe", "--target", "none.yaml"}, "cwmpspec: target file none.yaml: cannot be read: no such file"},
		{[]string{"cpe", "--waivers", "none.yaml"}, "cwmpspec: waiver file none.yaml: cannot be read: no such file"},
		{[]string{"cpe", "--listen", "nowhere"}, "cwmpspec: cannot listen at nowhere: "},
		{[]string{"demo", "--quiet", "--verbose"}, "cwmpspec: --quiet and --verbose exclude each other"},
		{[]string{"demo", "--out", "main.go"}, "cwmpspec: --out main.go: cannot be written to: not a directory"},
		{[]string{"demo", "--labels", "(("}, `cwmpspec: --labels "((": Syntax Error`},
		{[]string{"report", "none"}, "cwmpspec: none: cannot be read: no such file"},
		{[]string{"explain", "9.9-9"}, `cwmpspec: "9.9-9" is no requirement, case, rule or fault`},
		{[]string{"version", "now"}, `cwmpspec: version takes no argument, but was given "now"; see cwmpspec version --help`},
	} {
		code, stdout, stderr := call(test.args...)
		if code != 2 || stdout != "" || !strings.HasPrefix(stderr, test.want) {
			t.Errorf("%v: exit code %d, output %q, error %q; want %s", test.args, code, stdout, stderr, test.want)
		}
	}
}

func TestVersionAndHelp(t *testing.T) {
	code, stdout, stderr := call("version")
	if code != 0 || stderr != "" || !strings.Contains(stdout, "TR-069 Issue 1 Amendment 6 Corrigendum 1, catalogue ") {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
	if code, stdout, _ := call(); code != 0 || !strings.Contains(stdout, "Exit codes: 0") {
		t.Errorf("without arguments: exit code %d, %q", code, stdout)
	}
	if code, stdout, _ := call("completion", "bash"); code != 0 || !strings.Contains(stdout, "cwmpspec") {
		t.Errorf("completion: exit code %d", code)
	}
}

func TestHelpFitsATerminal(t *testing.T) {
	var of func(path []string, cmd *cobra.Command)
	of = func(path []string, cmd *cobra.Command) {
		if cmd.Name() == "completion" {
			return // cobra's own
		}
		code, stdout, stderr := call(append(path, "--help")...)
		if code != 0 || stderr != "" || !strings.Contains(stdout, "Usage:") {
			t.Errorf("%v: exit code %d, %q", path, code, stderr)
		}
		stdout = strings.ReplaceAll(stdout, cmd.Example, "")
		for line := range strings.Lines(stdout) {
			if len([]rune(line)) > 81 {
				t.Errorf("%v: %s", path, line)
			}
		}
		for _, sub := range cmd.Commands() {
			of(append(slices.Clone(path), sub.Name()), sub)
		}
	}
	of(nil, newRoot())
}

func TestExplainARequirement(t *testing.T) {
	code, stdout, stderr := call("explain", "3.2.1.1-1", "A.3.3.1-1")
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d, %q", code, stderr)
	}
	for _, want := range []string{"requirement 3.2.1.1-1\n", "  section    3.2.1.1 Session Retry Policy\n", "  level      MUST", "  says ", "  ambiguous  3.2.1.1: ", "\nrequirement A.3.3.1-1\n"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is missing from:\n%s", want, stdout)
		}
	}
}

func TestListIsJSON(t *testing.T) {
	for _, args := range [][]string{{"list", "--format", "json"}, {"list", "--faults", "--format", "json"}, {"coverage", "--format", "json"}} {
		code, stdout, _ := call(args...)
		var list []map[string]any
		if err := json.Unmarshal([]byte(stdout), &list); code != 0 || err != nil {
			t.Errorf("%v: exit code %d, %v", args, code, err)
		}
	}
	code, stdout, _ := call("coverage", "--role", "acs")
	if code != 0 || strings.Contains(stdout, "\ncpe ") || !strings.Contains(stdout, "acs      total") {
		t.Errorf("coverage of one role: exit code %d\n%s", code, stdout)
	}
}

func TestInitWritesATargetThatCanBeLoaded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "router.yaml")
	if code, _, stderr := call("init", "--blank", "--target", path); code != 0 {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if _, err := target.Load(path); err != nil {
		t.Error(err)
	}
	if code, _, stderr := call("init", "--blank", "--target", path); code != 2 || !strings.Contains(stderr, "--force") {
		t.Errorf("a second time: exit code %d, %s", code, stderr)
	}
	if code, _, stderr := call("init", "--blank", "--force", "--target", path); code != 0 {
		t.Errorf("with force: exit code %d, %s", code, stderr)
	}
}

func TestDocsAreWrittenTheSameEveryTime(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	for _, dir := range []string{first, second} {
		if code, _, stderr := call("docs", dir); code != 0 {
			t.Fatalf("exit code %d, %s", code, stderr)
		}
	}
	for _, name := range []string{"cases.md", "coverage.md", "cli.md"} {
		one, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		two, err := os.ReadFile(filepath.Join(second, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one, two) {
			t.Errorf("%s differs from one time to the next", name)
		}
	}
	page, err := os.ReadFile(filepath.Join(first, "cli.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n## cwmpspec explain\n", "\n- `--format string`: form of the output: text or json (default text)\n", "\n- `-q, --quiet`: "} {
		if !strings.Contains(string(page), want) {
			t.Errorf("cli.md lacks %q", want)
		}
	}
}

func TestExplainARuleWithBothSidesThatItJudges(t *testing.T) {
	code, stdout, stderr := call("explain", "fault-form")
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d, %q", code, stderr)
	}
	of, acs, both := strings.Cut(stdout, "  tests      acs\n")
	if !both || strings.Count(stdout, "rule fault-form\n") != 1 {
		t.Fatalf("%s", stdout)
	}
	for side, peer := range map[string]string{of: "(cpe): ", acs: "(acs): "} {
		if !strings.Contains(side, "  covers     ") || !strings.Contains(side, peer) || strings.Contains(side, "(acs): ") && strings.Contains(side, "(cpe): ") {
			t.Errorf("of one side, %s, it is said:\n%s", peer, side)
		}
	}
}

func TestExplainACaseWithItsProofAndWhatGoesWrong(t *testing.T) {
	code, stdout, stderr := call("explain", "CPE-GPV-002")
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d, %q", code, stderr)
	}
	for _, want := range []string{"case CPE-GPV-002\n", "  steps      ", "  passes     ", "  covers     A.3.2.2-23, MUST, section A.3.2.2 GetParameterValues: ", "  fault      gpv-unknown-name-9003 (cpe): ", "  ambiguous  ", "  beware     An unknown name is 9005"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is missing from:\n%s", want, stdout)
		}
	}
	for line := range strings.Lines(stdout) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
