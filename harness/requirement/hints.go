package requirement

import (
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/cwmpspec/cwmpspec/fixtures"
)

// hint says what implementers usually get wrong about some requirements.
type hint struct {
	Of   []string `yaml:"of"` // ids, or sections
	Hint string   `yaml:"hint"`
}

var hints = sync.OnceValues(func() ([]hint, error) {
	var list []hint
	if err := yaml.Unmarshal(fixtures.Hints, &list); err != nil {
		return nil, fmt.Errorf("fixtures/hints.yaml: %w", err)
	}
	return list, nil
})

// Hints tells what implementers usually get wrong about a requirement: the
// hints that name it, else those for its section. It panics when the embedded
// file is damaged, which the tests of this package exclude.
func Hints(id string) []string {
	list, err := hints()
	if err != nil {
		panic(err)
	}
	for _, of := range []string{id, sectionOf(id)} {
		var found []string
		for _, h := range list {
			if slices.Contains(h.Of, of) {
				found = append(found, h.Hint)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
