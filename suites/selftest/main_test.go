package selftest

import (
	"flag"
	"os"
	"strconv"
	"testing"
)

// parallel is how many runs go on side by side unless -parallel says otherwise:
// a run waits for the protocol most of its time, so the number of processors,
// which is the default, would leave them idle.
const parallel = 6

func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		if err := flag.Set("test.parallel", strconv.Itoa(parallel)); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
