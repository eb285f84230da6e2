package cpe

import (
	"regexp"
	"strconv"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// localTime is CurrentTime: local, with the offset from UTC; relative to the
// boot without a zone if the device does not know the time (A.2.1).
func (c *CPE) localTime() cwmp.DateTime {
	if c.has("no-clock") {
		return cwmp.SinceBoot(c.clock.Since(c.r.booted))
	}
	now := c.clock.Now()
	zone := c.get("Time.LocalTimeZone")
	if c.has("igd") {
		zone = c.get("Time.LocalTimeZoneName")
	}
	if c.faulty("inform-time-other-zone") {
		zone = "<+02>-2"
	}
	local := time.FixedZone("", offset(zone, now, !c.faulty("inform-time-no-daylight-saving")))
	return cwmp.DateTime(now.In(local).Format("2006-01-02T15:04:05-07:00"))
}

// utc is a moment of protocol time as a dateTime in UTC.
func (c *CPE) utc(t time.Time) cwmp.DateTime {
	if t.IsZero() || c.has("no-clock") {
		return cwmp.UnknownTime
	}
	return cwmp.At(t)
}

// A time zone is set as POSIX.1 spells it (Time.LocalTimeZone of TR-181):
// name and offset west of UTC, the same for daylight saving time, and the days
// on which that begins and ends.
var posixZone = regexp.MustCompile(`^([A-Za-z]{3,}|<[-+0-9A-Za-z]+>)([-+]?[0-9:]+)(?:([A-Za-z]{3,}|<[-+0-9A-Za-z]+>)([-+]?[0-9:]+)?,M(\d+)\.(\d)\.(\d)(?:/([0-9:]+))?,M(\d+)\.(\d)\.(\d)(?:/([0-9:]+))?)?$`)

// offset is how far local time is ahead of UTC at a moment, in seconds; zero
// for a zone that is not understood.
func offset(zone string, at time.Time, daylight bool) int {
	m := posixZone.FindStringSubmatch(zone)
	if m == nil {
		return 0
	}
	standard := -clockSeconds(m[2])
	if m[3] == "" || !daylight {
		return standard
	}
	summer := standard + 3600
	if m[4] != "" {
		summer = -clockSeconds(m[4])
	}
	year := at.UTC().Year()
	begin := changeover(year, m[5:9]).Add(-time.Duration(standard) * time.Second)
	end := changeover(year, m[9:13]).Add(-time.Duration(summer) * time.Second)
	saving := !at.Before(begin) && at.Before(end)
	if end.Before(begin) { // south of the equator
		saving = !at.Before(begin) || at.Before(end)
	}
	if saving {
		return summer
	}
	return standard
}

// changeover is the moment of a rule Mm.w.d/time in a year, as if UTC were local time.
func changeover(year int, rule []string) time.Time {
	month, _ := strconv.Atoi(rule[0])
	week, _ := strconv.Atoi(rule[1])
	day, _ := strconv.Atoi(rule[2])
	t := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	t = t.AddDate(0, 0, (day-int(t.Weekday())+7)%7+7*(week-1))
	for t.Month() != time.Month(month) { // week 5 is the last one
		t = t.AddDate(0, 0, -7)
	}
	seconds := 2 * 3600
	if rule[3] != "" {
		seconds = clockSeconds(rule[3])
	}
	return t.Add(time.Duration(seconds) * time.Second)
}

// clockSeconds reads [+-]hh[:mm[:ss]].
func clockSeconds(s string) int {
	sign := 1
	switch s[0] {
	case '-':
		sign, s = -1, s[1:]
	case '+':
		s = s[1:]
	}
	total, unit := 0, 3600
	for _, part := range regexp.MustCompile(`\d+`).FindAllString(s, 3) {
		n, _ := strconv.Atoi(part)
		total += n * unit
		unit /= 60
	}
	return sign * total
}
