package cwmp

import (
	"fmt"
	"strings"
	"time"
)

// Moment is a dateTime taken apart (section A.2.1).
type Moment struct {
	Time     time.Time // with the offset as it stood; in UTC if there was none
	Zoned    bool      // it had a time zone: Z or an offset
	Offset   int       // seconds east of UTC
	Unknown  bool      // the Unknown Time, 0001-01-01T00:00:00Z (the standard's spelling, or equal to it)
	Relative bool      // time since boot: no time zone and a year below 1000
	Since    time.Duration
}

// Parse reads a dateTime. White space around it is dropped, as XML Schema does.
func (d DateTime) Parse() (Moment, error) {
	s := strings.Trim(string(d), " \t\r\n")
	var m Moment
	bad := func(why string) (Moment, error) { return Moment{}, fmt.Errorf("%q is no dateTime: %s", string(d), why) }
	body, zone := s, ""
	if strings.HasSuffix(s, "Z") {
		body, zone = s[:len(s)-1], "Z"
	} else if n := len(s); n > 6 && (s[n-6] == '+' || s[n-6] == '-') && s[n-3] == ':' {
		body, zone = s[:n-6], s[n-6:]
	}
	year := strings.IndexByte(body, '-')
	if year < 4 {
		return bad("the year has fewer than four digits")
	}
	if year > 4 {
		return bad("the year has more than four digits")
	}
	// 2006-01-02T15:04:05
	if len(body) < 19 || !digits(body, "dddd-dd-ddTdd:dd:dd") {
		return bad("it is not YYYY-MM-DDThh:mm:ss")
	}
	if rest := body[19:]; rest != "" && (len(rest) < 2 || rest[0] != '.' || strings.Trim(rest[1:], "0123456789") != "") {
		return bad("the fraction of a second is malformed")
	}
	// Midnight may be written as hour 24 of the day before.
	late := body[11:19] == "24:00:00" && strings.Trim(body[19:], ".0") == ""
	text := body
	if late {
		text = body[:11] + "00:00:00" + body[19:]
	}
	if frac := text[19:]; len(frac) > 10 {
		text = text[:19+10]
	}
	t, err := time.Parse("2006-01-02T15:04:05", text)
	if err != nil || body[:4] == "0000" {
		return bad("no such date or time")
	}
	if late {
		t = t.AddDate(0, 0, 1)
	}
	m.Time = t
	if zone != "" {
		m.Zoned = true
		if zone != "Z" {
			if !digits(zone[1:], "dd:dd") {
				return bad("the offset is malformed")
			}
			h, mi := two(zone[1:]), two(zone[4:])
			if h > 14 || mi > 59 || h == 14 && mi > 0 {
				return bad("the offset is out of range")
			}
			m.Offset = h*3600 + mi*60
			if zone[0] == '-' {
				m.Offset = -m.Offset
			}
			if m.Offset != 0 {
				m.Time = t.Add(-time.Duration(m.Offset) * time.Second).In(time.FixedZone(zone, m.Offset))
			}
		}
	}
	m.Unknown = m.Zoned && m.Offset == 0 && m.Time.IsZero()
	m.Relative = !m.Zoned && t.Year() < 1000
	if m.Relative {
		m.Since = time.Duration(t.Unix()-time.Time{}.Unix())*time.Second + time.Duration(t.Nanosecond())
	}
	return m, nil
}

// At writes a time as a dateTime in UTC, in whole seconds.
func At(t time.Time) DateTime { return DateTime(t.UTC().Format("2006-01-02T15:04:05Z")) }

// SinceBoot writes a time since boot in the relative form.
func SinceBoot(d time.Duration) DateTime {
	return DateTime(time.Time{}.Add(d).Format("2006-01-02T15:04:05"))
}

func digits(s, form string) bool {
	if len(s) < len(form) {
		return false
	}
	for i := range len(form) {
		if form[i] == 'd' && (s[i] < '0' || s[i] > '9') || form[i] != 'd' && s[i] != form[i] {
			return false
		}
	}
	return true
}

func two(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
