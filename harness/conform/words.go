package conform

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/onsi/gomega/matchers"
	"github.com/onsi/gomega/types"
)

// expected says in plain words what a matcher asks of what is looked at:
// "the fault code to be "none" or "9005"". The infinitive fits whatever what
// names, one thing or many.
func expected(what string, actual any, m types.GomegaMatcher) string {
	_, failed := actual.(error)
	switch {
	case failed && is[*matchers.BeNilMatcher](m):
		return what + ": no error"
	case is[*matchers.BeTrueMatcher](m), isNot[*matchers.BeFalseMatcher](m):
		return what + ": yes"
	case is[*matchers.BeFalseMatcher](m), isNot[*matchers.BeTrueMatcher](m):
		return what + ": no"
	case isNot[*matchers.BeNilMatcher](m):
		return what
	case is[*matchers.BeNilMatcher](m):
		return what + ": none"
	}
	return what + " " + clip(words(m, false), most)
}

// got says what was there instead.
func got(actual any) string {
	if yes, ok := actual.(bool); ok && yes {
		return "yes"
	} else if ok {
		return "no"
	}
	return clip(shown(actual), most)
}

// most is how much of a value a finding shows, in bytes.
const most = 400

func is[M any](m types.GomegaMatcher) bool {
	_, ok := m.(M)
	return ok
}

func isNot[M any](m types.GomegaMatcher) bool {
	n, ok := m.(*matchers.NotMatcher)
	return ok && is[M](n.Matcher)
}

// words puts a matcher into an infinitive: "to be empty", "not to begin with "9"".
func words(m types.GomegaMatcher, negated bool) string {
	to := "to "
	if negated {
		to = "not to "
	}
	switch m := m.(type) {
	case *as:
		return to + m.words
	case *matchers.NotMatcher:
		return words(m.Matcher, !negated)
	case *matchers.AndMatcher:
		return join(m.Matchers, " and ", " or ", negated)
	case *matchers.OrMatcher:
		if values, ok := alternatives(m); ok {
			return to + "be " + list(values, "or")
		}
		return join(m.Matchers, " or ", " and ", negated)
	case *matchers.EqualMatcher:
		return to + "be " + shown(m.Expected)
	case *matchers.BeEquivalentToMatcher:
		return to + "be " + shown(m.Expected)
	case *matchers.BeElementOfMatcher:
		return to + "be " + list(spread(m.Elements), "or")
	case *matchers.BeTrueMatcher:
		return to + "be true"
	case *matchers.BeFalseMatcher:
		return to + "be false"
	case *matchers.BeNilMatcher:
		return to + "be missing"
	case *matchers.BeEmptyMatcher:
		return to + "be empty"
	case *matchers.BeZeroMatcher:
		return to + "be 0"
	case *matchers.HaveLenMatcher:
		if m.Count == 1 {
			return to + "have 1 entry"
		}
		return to + fmt.Sprintf("have %d entries", m.Count)
	case *matchers.BeNumericallyMatcher:
		return to + "be " + compared(m)
	case *matchers.HavePrefixMatcher:
		return to + "begin with " + quoted(m.Prefix, m.Args)
	case *matchers.HaveSuffixMatcher:
		return to + "end with " + quoted(m.Suffix, m.Args)
	case *matchers.ContainSubstringMatcher:
		return to + "contain " + quoted(m.Substr, m.Args)
	case *matchers.MatchRegexpMatcher:
		return to + "have the form " + quoted(m.Regexp, m.Args)
	case *matchers.ContainElementMatcher:
		return to + "have " + entry(m.Element)
	case *matchers.ContainElementsMatcher:
		return to + "have " + entries(spread(m.Elements))
	case *matchers.ConsistOfMatcher:
		if len(spread(m.Elements)) == 0 {
			return to + "be empty"
		}
		return to + "be " + entries(spread(m.Elements)) + ", in any order"
	case *matchers.HaveEachMatcher:
		return "each " + nested(m.Element, negated)
	case *matchers.HaveFieldMatcher:
		return "with its " + m.Field + " " + nested(m.Expected, negated)
	}
	return to + "be as described in the case"
}

// as is a matcher with words of its own.
type as struct {
	types.GomegaMatcher
	words string
}

// As gives a matcher whose own form tells a reader little, such as a regular
// expression, words that follow upon "to": "be eight hexadecimal digits".
func As(words string, m types.GomegaMatcher) types.GomegaMatcher { return &as{m, words} }

// nested is what is asked of a part: by a matcher, or by a value that it is to equal.
func nested(want any, negated bool) string {
	if m, ok := want.(types.GomegaMatcher); ok {
		return words(m, negated)
	}
	return words(&matchers.EqualMatcher{Expected: want}, negated)
}

// join joins matchers of which all or one must hold; a negation turns "and"
// into "or".
func join(ms []types.GomegaMatcher, with, negatedWith string, negated bool) string {
	if negated {
		with = negatedWith
	}
	var parts []string
	for _, m := range ms {
		parts = append(parts, words(m, negated))
	}
	return strings.Join(parts, with)
}

// alternatives are the values of an Or of which each is an equality.
func alternatives(m *matchers.OrMatcher) (values []any, ok bool) {
	for _, one := range m.Matchers {
		switch one := one.(type) {
		case *matchers.EqualMatcher:
			values = append(values, one.Expected)
		case *matchers.BeElementOfMatcher:
			values = append(values, spread(one.Elements)...)
		default:
			return nil, false
		}
	}
	return values, true
}

// spread takes the elements out of a list that is given as the only one.
func spread(elements []any) []any {
	if len(elements) != 1 {
		return elements
	}
	v := reflect.ValueOf(elements[0])
	if !v.IsValid() || v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		return elements
	}
	out := make([]any, v.Len())
	for i := range out {
		out[i] = v.Index(i).Interface()
	}
	return out
}

func entry(e any) string {
	if m, ok := e.(types.GomegaMatcher); ok {
		return "an entry that has " + words(m, false)
	}
	return shown(e)
}

func entries(values []any) string {
	var parts []string
	for _, v := range values {
		parts = append(parts, entry(v))
	}
	return enumerate(parts, "and")
}

func list(values []any, last string) string {
	var parts []string
	for _, v := range values {
		parts = append(parts, shown(v))
	}
	return enumerate(parts, last)
}

func enumerate(parts []string, last string) string {
	switch n := len(parts); n {
	case 0:
		return "nothing"
	case 1:
		return parts[0]
	default:
		return strings.Join(parts[:n-1], ", ") + " " + last + " " + parts[n-1]
	}
}

func quoted(form string, args []any) string {
	if len(args) > 0 {
		form = fmt.Sprintf(form, args...)
	}
	return fmt.Sprintf("%q", form)
}

// compared is a comparison of numbers.
func compared(m *matchers.BeNumericallyMatcher) string {
	to := shown(m.CompareTo[0])
	switch m.Comparator {
	case ">=":
		return to + " or more"
	case "<=":
		return to + " or less"
	case ">":
		return "more than " + to
	case "<":
		return "less than " + to
	case "~":
		if len(m.CompareTo) > 1 {
			return "within " + shown(m.CompareTo[1]) + " of " + to
		}
		return "about " + to
	}
	return to
}
