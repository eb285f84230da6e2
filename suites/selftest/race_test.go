//go:build race

package selftest

// sampled says that the n-th of many like runs takes place: the race detector
// makes each ten times slower, and one of several shows a race as well.
func sampled(n, of int) bool { return n%of == 0 }
