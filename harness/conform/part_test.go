package conform

import (
	"context"
	"slices"
	"testing"

	"github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

func TestParts(t *testing.T) {
	first, second := []string{"3.4.1-8"}, []string{"3.4.1-9"}
	judges := func(t *T, ids []string, held bool) {
		t.Part(ids, func() { t.Req(ids...).Expect(held, "it").To(gomega.BeTrue()) })
	}
	for _, test := range []struct {
		name    string
		body    func(*T)
		outcome verdict.Outcome
		covers  []string
		reason  string
	}{
		{"both held", func(t *T) { judges(t, first, true); judges(t, second, true) }, verdict.Pass, []string{"3.4.1-8", "3.4.1-9"}, ""},
		{"a part that needs more is left out", func(t *T) {
			t.Part(first, func() { t.Need("nothing") })
			judges(t, first, false)
			judges(t, second, true)
		}, verdict.Pass, second, "not judged: 3.4.1-8: no nothing"},
		{"no part is left", func(t *T) {
			t.Part(first, func() { t.Skip("no first") })
			t.Part(second, func() { t.Need("nothing") })
			if t.Left(first, second) {
				t.Stop("the wait for none")
			}
		}, verdict.Skip, []string{"3.4.1-8", "3.4.1-9"}, "no first; no nothing"},
		{"a part that stops keeps no other from being judged", func(t *T) {
			t.Part(first, func() { t.Stop("nothing came") })
			judges(t, second, false)
		}, verdict.Fail, []string{"3.4.1-8", "3.4.1-9"}, "nothing came"},
		{"a part that stops is an error", func(t *T) {
			t.Part(first, func() { t.Stop("nothing came") })
			judges(t, second, true)
		}, verdict.Error, []string{"3.4.1-8", "3.4.1-9"}, "nothing came"},
		{"what no part judged is a mistake of the suite", func(t *T) { judges(t, second, true) }, verdict.Error,
			[]string{"3.4.1-8", "3.4.1-9"}, "the suite itself failed: the case covers 3.4.1-8 but did not judge it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &Suite{Name: "cpe"}
			s.Add(newCase("CPE-PART-001"), test.body)
			p := plan(s, &bench{said: "/"})
			p.Missing = func(need string) string { return "no " + need }
			c := Run(context.Background(), p).Cases[0]
			if c.Outcome != test.outcome || c.Reason != test.reason || !slices.Equal(c.Covers, test.covers) {
				t.Errorf("got %s, %q, covers %v", c.Outcome, c.Reason, c.Covers)
			}
		})
	}
}
