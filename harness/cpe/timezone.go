package cpe

import (
	"regexp"
	"strconv"
	"time"
)

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
