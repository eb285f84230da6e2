package requirement

import (
	"strings"
	"testing"
)

func TestHintsAreForWhatTheCatalogueHas(t *testing.T) {
	list, err := hints()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range Must().All() {
		known[r.ID], known[r.Section()] = true, true
	}
	seen := map[string]bool{}
	for _, h := range list {
		if len(h.Of) == 0 || !strings.HasSuffix(h.Hint, ".") || seen[h.Hint] {
			t.Errorf("%v: %q is for nothing, no sentence, or there twice", h.Of, h.Hint)
		}
		seen[h.Hint] = true
		for _, of := range h.Of {
			if !known[of] {
				t.Errorf("%s is no requirement and no section", of)
			}
		}
	}
	if len(list) < 50 {
		t.Errorf("only %d hints", len(list))
	}
}

func TestHintsOfARequirementAndOfItsSection(t *testing.T) {
	for id, want := range map[string]string{
		"A.3.2.3-3": "length 0", "3.2.2.1-1": "server of its own", "3.2.2.2-12": "live on", "A.3.2.9-1": "",
	} {
		got := strings.Join(Hints(id), "\n")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q", id, got)
		}
	}
}
