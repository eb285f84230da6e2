package requirement

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/cwmpspec/cwmpspec/fixtures"
)

// Catalogue is the set of requirements and of the ambiguities among them. It
// is not changed after loading and may be shared.
type Catalogue struct {
	rows        []Requirement
	byID        map[string]int
	ambiguities []Ambiguity
	version     string
}

var embedded = sync.OnceValues(func() (*Catalogue, error) {
	return LoadFS(fixtures.Requirements)
})

// Load gives the embedded catalogue; it is read once.
func Load() (*Catalogue, error) { return embedded() }

// Must gives the embedded catalogue and panics when it is damaged, which the
// tests of this package exclude.
func Must() *Catalogue {
	c, err := Load()
	if err != nil {
		panic(err)
	}
	return c
}

// LoadFS reads the catalogue from the files requirements/*.yaml of a file
// system. The error joins every fault of every file, each with file and line.
func LoadFS(fsys fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(fsys, "requirements/*.yaml")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("requirement: no file requirements/*.yaml")
	}
	c := &Catalogue{byID: map[string]int{}}
	sum := sha256.New()
	var faults []error
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		sum.Write(data)
		p := parser{file: path.Base(name)}
		p.parse(string(data))
		faults = append(faults, p.faults...)
		c.rows = append(c.rows, p.rows...)
		c.ambiguities = append(c.ambiguities, p.ambiguities...)
	}
	slices.SortStableFunc(c.rows, func(a, b Requirement) int { return Compare(a.ID, b.ID) })
	for i, row := range c.rows {
		if first, twice := c.byID[row.ID]; twice {
			faults = append(faults, fmt.Errorf("%s:%d: %s is a second row of this id; the first is in %s:%d",
				row.File, row.Line, row.ID, c.rows[first].File, c.rows[first].Line))
			continue
		}
		c.byID[row.ID] = i
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	c.version = Standard + ", catalogue " + hex.EncodeToString(sum.Sum(nil))[:12]
	return c, nil
}

// Get finds a requirement by its id.
func (c *Catalogue) Get(id string) (Requirement, bool) {
	i, found := c.byID[id]
	if !found {
		return Requirement{}, false
	}
	return c.rows[i], true
}

// All lists the requirements in the order of the document.
func (c *Catalogue) All() []Requirement { return slices.Clone(c.rows) }

// AmbiguitiesOf lists the ambiguities that name the section.
func (c *Catalogue) AmbiguitiesOf(section string) []Ambiguity {
	var list []Ambiguity
	for _, a := range c.ambiguities {
		if a.Covers(section) {
			list = append(list, a)
		}
	}
	return list
}

// Version names the standard and the content of the catalogue, so that two
// reports made from different catalogues can be told apart.
func (c *Catalogue) Version() string { return c.version }
