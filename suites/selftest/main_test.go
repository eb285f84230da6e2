package selftest

import (
	"os"
	"runtime/debug"
	"testing"
)

func TestMain(m *testing.M) {
	// Hundreds of short-lived runs make much garbage and keep little.
	debug.SetGCPercent(1000)
	debug.SetMemoryLimit(2 << 30)
	os.Exit(m.Run())
}
