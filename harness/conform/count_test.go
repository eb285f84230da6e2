package conform

import (
	"flag"
	"os"
	"strconv"
	"testing"
)

// TestMain repeats the tests as often as -count says, which Ginkgo would refuse
// to run with.
func TestMain(m *testing.M) {
	flag.Parse()
	count := flag.Lookup("test.count").Value
	times, err := strconv.Atoi(count.String())
	if err == nil {
		err = count.Set("1")
	}
	if err != nil {
		panic(err)
	}
	code := 0
	for ; times > 0 && code == 0; times-- {
		code = m.Run()
	}
	os.Exit(code)
}
