package main

import (
	"context"
	"errors"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/conform"
)

// aDay is how long --watch waits for the next session of the device.
const aDay = 24 * time.Hour

// watched checks that --watch has exactly one case, which it is made for.
func watched(suite *conform.Suite, choose func(conform.Case) bool) error {
	chosen := 0
	for _, c := range suite.Cases() {
		if choose(c) {
			chosen++
		}
	}
	if chosen != 1 {
		return errors.New("--watch is for a single case: give it with --only, as in --only CPE-GPV-002 --watch")
	}
	return nil
}

// watch runs once, and again at each new session that the device opens by
// itself, for example when it starts with other firmware, until ctx ends. The
// result is that of the last run that was judged.
func (b *bench) watch(ctx context.Context, once func() (int, error), again func(context.Context) error, note func(string)) (int, error) {
	for {
		code, err := once()
		if err != nil || ctx.Err() != nil {
			return code, err
		}
		note("\nWatching: the case runs again when the device opens its next session; ^C ends.")
		for {
			b.Recorder.Take("") // of what came meanwhile nobody asks
			if err = again(ctx); err == nil {
				break
			}
			if ctx.Err() != nil {
				return code, nil
			}
			note(err.Error())
		}
	}
}
