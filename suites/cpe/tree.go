package cpe

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// What the cases on names and values want to know of the tree that the device
// listed before the run.

// longest is how many characters a name may have (Tables 17 to 22); a longer
// one cannot be asked for.
const longest = 256

// parameters are the names of parameters in a listing, sorted.
func parameters(list []cwmp.ParameterInfoStruct) []string {
	return pickNames(list, func(name string) bool { return !strings.HasSuffix(name, ".") })
}

// below are the names in a listing that lie below an object, sorted.
func below(list []cwmp.ParameterInfoStruct, object string) []string {
	return pickNames(list, func(name string) bool { return len(name) > len(object) && strings.HasPrefix(name, object) })
}

// children are the next-level children of an object in a listing, sorted; the
// empty path stands for the top of the hierarchy.
func children(list []cwmp.ParameterInfoStruct, object string) []string {
	return pickNames(list, func(name string) bool {
		rest, ok := strings.CutPrefix(name, object)
		node, more, _ := strings.Cut(rest, ".")
		return ok && node != "" && more == ""
	})
}

// listed are all names of a listing, sorted, each once.
func listed(list []cwmp.ParameterInfoStruct) []string {
	return pickNames(list, func(string) bool { return true })
}

func pickNames(list []cwmp.ParameterInfoStruct, keep func(string) bool) []string {
	names := []string{}
	for _, p := range list {
		if keep(p.Name) {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// missing are the names of want that are not in got.
func missing(got, want []string) []string {
	list := []string{}
	for _, name := range want {
		if !slices.Contains(got, name) {
			list = append(list, name)
		}
	}
	return list
}

// beyond are the names of got that are not in want.
func beyond(got, want []string) []string { return missing(want, got) }

// parent is the object that holds a parameter or object; empty for a root object.
func parent(name string) string {
	name = strings.TrimSuffix(name, ".")
	return name[:strings.LastIndex(name, ".")+1]
}

// isRow says that a path is that of an instance, by its number.
func isRow(path string) bool {
	node := strings.TrimSuffix(path[len(parent(path)):], ".")
	return strings.HasSuffix(path, ".") && node != "" && strings.Trim(node, "0123456789") == ""
}

// objects are the objects in a listing, in its order, rows included.
func objects(list []cwmp.ParameterInfoStruct) []string {
	var names []string
	for _, p := range list {
		if strings.HasSuffix(p.Name, ".") && len(p.Name) <= longest {
			names = append(names, p.Name)
		}
	}
	return names
}

// passing matches names in tables whose rows come and go by themselves.
var passing = regexp.MustCompile(`\.(?:Process|Host|Lease|Client|AssociatedDevice|Result|Neighbor|Log[A-Za-z]*|Route|[A-Za-z0-9]*Forwarding)\.[^.]+\.`)

// lasting are the names that are not in such a table, whose rows two lists
// need not share.
func lasting(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), passing.MatchString)
}

// emptyObject is an object that the device lists without anything below it; a
// device without one has no use for the case.
func (t *CPE) emptyObject() string {
	for _, o := range lasting(objects(t.Device.Tree)) {
		if len(below(t.Device.Tree, o)) == 0 && len(below(t.Names(o, false), o)) == 0 {
			return o
		}
	}
	t.Skip("the device lists no Object that is empty at present")
	return ""
}

// sample are at most n items of a list, evenly spread, its first among them.
func sample(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	var few []string
	for i := range n {
		few = append(few, list[i*len(list)/n])
	}
	return few
}

// swapCase is a name with the case of its last letter altered.
func swapCase(name string) string {
	b := []byte(name)
	for i := len(b) - 1; i >= 0; i-- {
		if c := b[i] | 0x20; c >= 'a' && c <= 'z' {
			b[i] ^= 0x20
			return string(b)
		}
	}
	return name
}

// longName is a name of exactly 256 characters that no parameter has.
func (t *CPE) longName() string {
	name := t.Device.Root + "X_CWMPSPEC_"
	return name + strings.Repeat("n", longest-len(name))
}

// noInstance is the path of an instance that the borrowed table does not have.
func (t *CPE) noInstance() string {
	rows := t.Names(t.Device.Object, false)
	for n := 987654; ; n++ {
		if path := fmt.Sprintf("%s%d.", t.Device.Object, n); len(below(rows, path)) == 0 {
			return path
		}
	}
}
