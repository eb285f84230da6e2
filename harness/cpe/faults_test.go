package cpe

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/fault"
)

// Every fault in the catalogue is done somewhere, and every one done is in the catalogue.
func TestFaultsAndSourceAgree(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	use := regexp.MustCompile(`(?m)(?:(?:faulty|mutate)\(|^\t)"([a-z0-9.-]+)"[:,)]`)
	found := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range use.FindAllStringSubmatch(string(b), -1) {
			found[m[1]] = true
			if f, ok := fault.Lookup(m[1]); !ok || f.Peer != fault.CPE {
				t.Errorf("%s: the fault %s is not in the catalogue", name, m[1])
			}
		}
	}
	for _, f := range fault.All(fault.CPE) {
		if !found[f.ID] {
			t.Errorf("the fault %s is in the catalogue and nothing shows it", f.ID)
		}
		for _, trait := range f.On {
			if _, err := New(Config{ACSURL: "http://192.0.2.1/", Traits: []string{trait}, Listen: "not an address"}); err == nil || !strings.Contains(err.Error(), "port") {
				t.Errorf("the fault %s needs the trait %s: %v", f.ID, trait, err)
			}
		}
	}
}

func TestUnknownFaultAndTrait(t *testing.T) {
	for _, c := range []Config{
		{ACSURL: "http://192.0.2.1/", Fault: "no-such-fault"},
		{ACSURL: "http://192.0.2.1/", Traits: []string{"no-such-trait"}},
		{ACSURL: "ftp://192.0.2.1/"},
		{},
	} {
		if dev, err := New(c); err == nil {
			dev.Close()
			t.Errorf("%+v is accepted", c)
		}
	}
}
