package conform

import (
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/diagnose"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Came notes whether a session, or the next message of one, that was waited
// for came. If the body stops when the last one did not, the verdict says why
// that may be. Drivers call it.
func (t *T) Came(came bool) { t.missed = !came }

// halted diagnoses a record in which something that was waited for did not come.
func (p *Plan) halted(record *transcript.Transcript, trouble string) *verdict.Diagnosis {
	o := p.Known
	o.Subject, o.Trouble, o.Now = p.Subject, trouble, time.Now()
	return diagnose.Halt(record, o)
}

// diagnosis says why a case could not go on, or why one of its sessions did not
// run its course; nil where neither has to do with the outcome.
func (p *Plan) diagnosis(t *T, record *transcript.Transcript, outcome verdict.Outcome, trouble string) *verdict.Diagnosis {
	switch {
	case outcome != verdict.Error && outcome != verdict.Fail, strings.Contains(trouble, suiteFailed):
		return nil
	case trouble != "" && t.missed:
		return p.halted(record, trouble)
	}
	o := p.Known
	o.Subject, o.Trouble, o.Now = p.Subject, trouble, time.Now()
	d := diagnose.Incomplete(record, o)
	if d != nil && trouble == "" && len(d.Causes) > 0 && d.Causes[0].ID == diagnose.Provoked {
		return nil // the case itself judges how the device takes what was wrong on purpose
	}
	return d
}
