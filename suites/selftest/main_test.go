package selftest

import (
	"flag"
	"os"
	"runtime/debug"
	"strconv"
	"testing"
)

// parallel is how many runs go on side by side unless -parallel says otherwise.
// A run waits for the protocol most of its time, so that the number of
// processors, which is the default, would leave them idle; with many more, the
// runs are late for bounds in scaled time. The race detector makes each slower.
func parallel() int {
	if raceEnabled {
		return 4
	}
	return 32
}

func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		if err := flag.Set("test.parallel", strconv.Itoa(parallel())); err != nil {
			panic(err)
		}
	}
	// Hundreds of short-lived runs make much garbage and keep little.
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
