package selftest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/cwmpspec/cwmpspec/"

// mayImport says which packages of the module each package may import; an
// entry that ends in a slash stands for all packages below it. Imports go one
// way: cmd, then reports and suites, then harness, then fixtures.
var mayImport = map[string][]string{
	"cmd/cwmpspec":        {"suites/", "reports", "harness/", "fixtures"},
	"suites/cpe":          {"suites/rules", "harness/"},
	"suites/acs":          {"suites/rules", "harness/"},
	"suites/rules":        {"harness/"},
	"suites/selftest":     {"suites/", "harness/"},
	"reports":             {"harness/verdict", "harness/requirement", "harness/transcript", "harness/cwmp", "harness/wire"},
	"reports/formtest":    {},
	"harness/conform":     {"harness/acs", "harness/cpe", "harness/target", "harness/rule", "harness/verdict", "harness/transcript", "harness/wire", "harness/diagnose"},
	"harness/diagnose":    {"harness/transcript", "harness/verdict", "harness/wire", "harness/cwmp", "harness/soap", "harness/httpauth"},
	"harness/acs":         peerMay,
	"harness/cpe":         peerMay,
	"harness/puppet":      peerMay,
	"harness/driver":      {"harness/cwmp", "harness/clock"},
	"harness/rule":        {"harness/transcript", "harness/requirement", "harness/verdict", "harness/cwmp", "harness/wire"},
	"harness/transcript":  {"harness/wire", "harness/cwmp", "harness/soap"},
	"harness/cwmp":        {"harness/soap"},
	"harness/datamodel":   {"harness/cwmp", "fixtures"},
	"harness/requirement": {"fixtures"},
	"harness/target":      {"fixtures"},
	"harness/verdict":     {"harness/requirement"},
	"harness/fault":       {},
	"harness/soap":        {},
	"harness/clock":       {},
	"harness/wire":        {},
	"harness/httpauth":    {},
	"harness/network":     {},
	"harness/tlswire":     {},
	"fixtures":            {},
}

// peerMay is for both peers, which never import each other, and for
// the scripted CPE.
var peerMay = []string{"harness/wire", "harness/transcript", "harness/cwmp", "harness/soap", "harness/datamodel", "harness/fault", "harness/clock", "harness/httpauth", "harness/network", "harness/tlswire"}

func TestImportsGoOneWay(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		allowed, known := mayImport[name]
		if !known && !strings.HasPrefix(name, "fixtures/") {
			t.Errorf("%s is not in the table of what may import what", name)
		}
		for _, i := range p.Imports {
			own, ours := strings.CutPrefix(i, module)
			if ours && !slices.ContainsFunc(allowed, func(a string) bool {
				return a == own || strings.HasSuffix(a, "/") && strings.HasPrefix(own, a)
			}) {
				t.Errorf("%s imports %s", name, own)
			}
			// Ginkgo is global to its process: whatever else is used without it
			// must not depend on it.
			if strings.HasPrefix(i, "github.com/onsi/ginkgo") && name != "harness/conform" && !strings.HasPrefix(name, "suites/") {
				t.Errorf("%s imports Ginkgo", name)
			}
		}
	}
}
