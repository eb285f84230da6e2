package reports

import (
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// shown is how many failures the summary names.
const shown = 3

// End gives the summary: the cases by outcome, the failures that tell most,
// where the reports are, and what the exit code will say.
func (c *Console) End(run *verdict.Run, where ...Paths) {
	c.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.quiet > 0 && !c.o.Quiet {
		if c.subject != verdict.RuleSubject {
			c.printf("\n%s\n", verdict.RuleSubject)
		}
		c.lines(c.badge(verdict.Pass), fmt.Sprintf("%d rules found nothing", c.quiet), false)
	}
	if c.notRun > 0 && !c.o.Quiet {
		c.printf("\n")
		c.lines(c.badge(verdict.NotRun), fmt.Sprintf("not run, since the run ended first: %d", c.notRun), false)
	}
	c.printf("\n")
	c.lines("cases and rules: ", tally(run), false)
	broken, judged := 0, run.Judged()
	for _, b := range judged {
		if b {
			broken++
		}
	}
	c.lines("requirements: ", fmt.Sprintf("%d judged, %d broken", len(judged), broken), false)
	if took := run.Ended.Sub(run.Started); took > 0 {
		c.lines("time: ", clockwise(took), false)
	}
	if c.notes > 0 {
		c.lines("robustness notes: ", fmt.Sprintf("%d, on what no requirement says; they do not count in the verdict", c.notes), false)
	}
	if run.Note != "" {
		c.lines("note: ", run.Note, false)
	}
	c.diagnosis(run.Diagnosis)
	if run.Interrupted != "" {
		c.lines("interrupted: ", run.Interrupted, false)
	}
	c.telling(run)
	for _, p := range where {
		if p.Dir != "" {
			c.lines("reports: ", p.Dir+": "+strings.Join(p.Files, ", "), true)
		}
		if p.Rerun != "" {
			c.lines("run again: ", p.Rerun, true)
		}
	}
	c.lines("", conclusion(run), false)
}

func tally(run *verdict.Run) string {
	counts := run.Counts()
	var list []string
	for _, o := range tellingOrder {
		if n := counts[o]; n > 0 {
			list = append(list, fmt.Sprintf("%d %s", n, outcomeWords[o]))
		}
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// telling names the failures that tell most.
func (c *Console) telling(run *verdict.Run) {
	list, others := Telling(run, shown)
	if len(list) == 0 {
		return
	}
	c.printf("\nlook at these first:\n")
	for _, v := range list {
		c.lines(c.badge(v.Outcome), v.ID+" "+v.Title, false)
		switch f, ok := chief(v); {
		case ok:
			c.lines("      ", fmt.Sprintf("%s: expected %s; got %s", f.Requirement, f.Expected, f.Got), false)
		case v.Diagnosis != nil:
			c.lines("      ", v.Diagnosis.Sentence, false)
		case v.Reason != "":
			c.lines("      ", v.Reason, false)
		}
	}
	if others > 0 {
		c.printf("and %d more\n", others)
	}
	c.printf("\n")
}
