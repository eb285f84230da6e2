package conform

import (
	"errors"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/types"
)

type sampleInform struct {
	RetryCount uint32
	Event      []string
	hidden     int
}

func TestExpectationsReadAsPlainWords(t *testing.T) {
	var none *sampleInform
	for _, c := range []struct {
		what    string
		actual  any
		m       types.GomegaMatcher
		want    string
		wantGot string
	}{
		{"the fault code", "9002", BeElementOf("none", "9005"), `the fault code to be none or 9005`, "9002"},
		{"the fault code", "9002", BeElementOf([]string{"none", "9005"}), `the fault code to be none or 9005`, "9002"},
		{"the fault code", "9002", Or(Equal("a"), Equal("b"), Equal("c")), `the fault code to be "a", "b" or "c"`, "9002"},
		{"the fault code", "1", Or(BeElementOf("none", "9000"), HavePrefix("98")), `the fault code to be none or 9000 or to begin with "98"`, `"1"`},
		{"RetryCount", uint32(3), Equal(uint32(1)), "RetryCount to be 1", "3"},
		{"RetryCount", uint32(0), Not(BeZero()), "RetryCount not to be 0", "0"},
		{"seconds until retry 1", 12.34567, And(BeNumerically(">=", 5), BeNumerically("<=", 10.0)), "seconds until retry 1 to be 5 or more and to be 10 or less", "12.346"},
		{"seconds", 12.0, Not(And(BeNumerically(">", 5), BeNumerically("<", 20))), "seconds not to be more than 5 or not to be less than 20", "12"},
		{"the delay", 90 * time.Second, BeNumerically("<", time.Minute), "the delay to be less than 1m0s", "1m30s"},
		{"the clock", 5, BeNumerically("~", 1, 2), "the clock to be within 2 of 1", "5"},
		{"a session within a minute", false, BeTrue(), "a session within a minute: yes", "no"},
		{"a second reboot", true, BeFalse(), "a second reboot: no", "yes"},
		{"a second reboot", true, Not(BeTrue()), "a second reboot: no", "yes"},
		{"the POST after the redirect", none, Not(BeNil()), "the POST after the redirect", "nothing"},
		{"the end of the session", errors.New("the session has ended"), BeNil(), "the end of the session: no error", "the session has ended"},
		{"another Inform", &sampleInform{RetryCount: 2, Event: []string{"1 BOOT"}, hidden: 7}, BeNil(), "another Inform: none", `(RetryCount 2, Event "1 BOOT")`},
		{"the next Inform", &sampleInform{}, Or(BeNil(), HaveField("RetryCount", Not(BeZero()))), "the next Inform to be missing or with its RetryCount not to be 0", "(RetryCount 0, Event nothing)"},
		{"what it tells", []sampleInform{{RetryCount: 1}}, HaveEach(HaveField("RetryCount", 0)), "what it tells each with its RetryCount to be 0", "(RetryCount 1, Event nothing)"},
		{"the events", []string{"1 BOOT"}, ContainElements("0 BOOTSTRAP", "1 BOOT"), `the events to have "0 BOOTSTRAP" and "1 BOOT"`, `"1 BOOT"`},
		{"the events", []string(nil), ContainElement(HavePrefix("M ")), `the events to have an entry that has to begin with "M "`, "nothing"},
		{"the events", []string{"a"}, Not(ContainElement("a")), `the events not to have "a"`, `"a"`},
		{"the names", []string{"x"}, ConsistOf("a", "b"), `the names to be "a" and "b", in any order`, `"x"`},
		{"the names", []string{"x"}, ConsistOf([]string{}), "the names to be empty", `"x"`},
		{"the names", []string{"x"}, BeEmpty(), "the names to be empty", `"x"`},
		{"the names", []string{"x", "y"}, HaveLen(1), "the names to have 1 entry", `"x", "y"`},
		{"the answers", []string{"404"}, HaveEach(Or(HavePrefix("2"), Equal("503"))), `the answers each to begin with "2" or to be 503`, "404"},
		{"the value", "x\x00", MatchRegexp("^a%s$", "b"), `the value to have the form "^ab$"`, `"x\x00"`},
		{"the value", "x", And(HaveSuffix("Z"), ContainSubstring("T")), `the value to end with "Z" and to contain "T"`, `"x"`},
		{"the nc", "1", As("be eight hexadecimal digits", MatchRegexp("^[0-9a-f]{8}$")), "the nc to be eight hexadecimal digits", `"1"`},
		{"the names", []string{"a.*."}, Not(ContainElement(As("end with a wildcard", HaveSuffix("*.")))), "the names not to have an entry that has to end with a wildcard", `"a.*."`},
		{"the states", map[string]int{"b": 2, "a": 1}, Equal(map[string]int{}), "the states to be nothing", `"a": 1, "b": 2`},
		{"the body", []byte("<a/>"), Equal([]byte("<b/>")), `the body to be "<b/>"`, `"<a/>"`},
	} {
		got1, got2 := expected(c.what, c.actual, c.m), got(c.actual)
		if got1 != c.want || got2 != c.wantGot {
			t.Errorf("expected %q, got %q; want %q and %q", got1, got2, c.want, c.wantGot)
		}
		if strings.Contains(got1+got2, "matchers.") || strings.Contains(got1+got2, "%!") || strings.Contains(got1+got2, "<nil>") {
			t.Errorf("%q, %q: shows something of Go", got1, got2)
		}
	}
}

func TestValuesAreShortened(t *testing.T) {
	if s := got(strings.Repeat("x", 5000)); len(s) > most+10 || !strings.HasSuffix(s, "…") {
		t.Errorf("%d bytes: %s", len(s), s[len(s)-20:])
	}
}
