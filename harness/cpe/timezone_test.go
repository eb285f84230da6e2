package cpe

import (
	"testing"
	"time"
)

func TestTimeZone(t *testing.T) {
	summer, winter := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC), time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		zone string
		at   time.Time
		want int
	}{
		{"UTC0", summer, 0},
		{"CET-1CEST,M3.5.0,M10.5.0/3", summer, 7200},
		{"CET-1CEST,M3.5.0,M10.5.0/3", winter, 3600},
		{"CET-1CEST,M3.5.0,M10.5.0/3", time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC), 3600},
		{"CET-1CEST,M3.5.0,M10.5.0/3", time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), 7200},
		{"CET-1CEST,M3.5.0,M10.5.0/3", time.Date(2026, 10, 25, 0, 59, 59, 0, time.UTC), 7200},
		{"CET-1CEST,M3.5.0,M10.5.0/3", time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC), 3600},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", winter, 39600},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", summer, 36000},
		{"NST3:30", summer, -12600},
		{"<+0530>-5:30", winter, 19800},
		{"somewhere", summer, 0},
	} {
		if got := offset(c.zone, c.at, true); got != c.want {
			t.Errorf("%s at %s: %d, want %d", c.zone, c.at, got, c.want)
		}
	}
}
