package cwmp

import (
	"testing"
	"time"
)

func TestDateTimeParse(t *testing.T) {
	for _, c := range []struct {
		in                       DateTime
		ok, zoned, unknown, relt bool
		offset                   int
		since                    time.Duration
	}{
		{in: "2024-02-29T12:00:00Z", ok: true, zoned: true},
		{in: " 2024-02-29T12:00:00.5+00:00\n", ok: true, zoned: true},
		{in: "2024-02-29T12:00:00-05:30", ok: true, zoned: true, offset: -19800},
		{in: "2024-02-29T12:00:00", ok: true},
		{in: "2024-02-29T24:00:00Z", ok: true, zoned: true},
		{in: "0001-01-01T00:00:00Z", ok: true, zoned: true, unknown: true},
		{in: "0001-01-01T00:00:00", ok: true, relt: true},
		{in: "0001-01-03T03:04:05", ok: true, relt: true, since: 51*time.Hour + 4*time.Minute + 5*time.Second},
		{in: "0003-01-01T00:00:00", ok: true, relt: true, since: 2 * 365 * 24 * time.Hour},
		{in: "2023-02-29T12:00:00Z"},
		{in: "0000-01-01T00:00:00Z"},
		{in: "2024-02-29 12:00:00Z"},
		{in: "2024-02-29T12:00Z"},
		{in: "2024-02-29T12:00:00.Z"},
		{in: "2024-02-29T12:00:00+15:00"},
		{in: "2024-02-29T12:00:00+0100"},
		{in: ""},
	} {
		m, err := c.in.Parse()
		if (err == nil) != c.ok || m.Zoned != c.zoned || m.Unknown != c.unknown || m.Relative != c.relt || m.Offset != c.offset || m.Since != c.since {
			t.Errorf("%q: %+v, %v", c.in, m, err)
		}
	}
	if d := SinceBoot(26 * time.Hour); d != "0001-01-02T02:00:00" {
		t.Error(d)
	}
	if m, _ := DateTime("2024-02-29T12:00:00-05:30").Parse(); At(m.Time) != "2024-02-29T17:30:00Z" {
		t.Error(At(m.Time))
	}
}
