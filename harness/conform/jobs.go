package conform

import (
	"context"
	"sync"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// jobs gives the verdicts of cases, of which several are run side by side
// where the plan says so. The order of the verdicts is that of the cases.
type jobs struct {
	p       *Plan
	ctx     context.Context
	entries []Entry
	done    []chan verdict.Case // nil where cases are run one after the other
	wg      sync.WaitGroup
}

// start begins to run cases. With more than one job at a time they are begun
// in their order; one that has to be alone waits for those before it, and those
// behind it wait for it.
func (p *Plan) start(ctx context.Context, entries []Entry) *jobs {
	j := &jobs{p: p, ctx: ctx, entries: entries}
	if p.Jobs <= 1 {
		return j
	}
	for range entries {
		j.done = append(j.done, make(chan verdict.Case, 1))
	}
	j.wg.Add(1)
	go j.run()
	return j
}

func (j *jobs) run() {
	defer j.wg.Done()
	places := make(chan struct{}, j.p.Jobs)
	var running sync.WaitGroup
	for i, e := range j.entries {
		if e.Alone {
			running.Wait()
			j.done[i] <- j.p.judge(j.ctx, e)
			continue
		}
		places <- struct{}{}
		running.Add(1)
		go func() {
			defer running.Done()
			defer func() { <-places }()
			j.done[i] <- j.p.judge(j.ctx, e)
		}()
	}
	running.Wait()
}

// verdict is that of the case at a position; each is to be asked for once.
func (j *jobs) verdict(i int) verdict.Case {
	if j.p.Begun != nil {
		j.p.Begun(j.entries[i].Case)
	}
	if j.done == nil {
		return j.p.judge(j.ctx, j.entries[i])
	}
	return <-j.done[i]
}

// wait waits for the cases whose verdicts nobody asked for.
func (j *jobs) wait() { j.wg.Wait() }
