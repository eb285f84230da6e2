package cpe

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

func init() {
	spec(conform.Case{
		ID: "CPE-INFORM-001", Subject: "Inform",
		Title:  "MaxEnvelopes of InformResponse is ignored",
		Covers: reqs("A.3.3.1-45", "3.7.1.1-9"),
		Steps:  "Answer Informs with MaxEnvelopes 0, 2 and 4294967295.",
		Passes: "The session goes on as with 1.",
	}, func(t *CPE) {
		for _, n := range []uint32{0, 2, 4294967295} {
			t.Connect()
			a := t.session.InformResponse()
			a.Body = []byte(strings.Replace(string(a.Body), "<MaxEnvelopes>1<", "<MaxEnvelopes>"+strconv.FormatUint(uint64(n), 10)+"<", 1))
			a.Intent = "MaxEnvelopes other than 1"
			in, err := t.untilQuiet(a)
			t.Req("A.3.3.1-45", "3.7.1.1-9").Expect(wentOn(in, err), "what the device sends after MaxEnvelopes %d", n).To(Equal("an empty POST"))
			t.Finish()
		}
	})

	spec(conform.Case{
		ID: "CPE-INFORM-002", Subject: "Inform", Needs: []string{"absolute-time"},
		Title:  "CurrentTime is the local time of the device",
		Covers: reqs("A.3.3.1-16"),
		Steps:  "Read Time.CurrentLocalTime in the session of an Inform.",
		Passes: "Both have the same offset from UTC, and lie no more than five minutes apart. A CurrentLocalTime that is days away is let pass.",
	}, func(t *CPE) {
		name := t.Device.Root + "Time.CurrentLocalTime"
		if !t.Device.Has(name) {
			t.Skip("the device has no %s to compare with", name)
		}
		in := t.Connect()
		t.Req("A.3.3.1-16").Expect(apart(in.CurrentTime, cwmp.DateTime(t.Value(name))), "CurrentTime beside Time.CurrentLocalTime").To(Equal("the same time"))
	})

	spec(conform.Case{
		ID: "CPE-INFORM-003", Subject: "Inform", Waits: 2,
		Title:  "an Inform with 4 VALUE CHANGE lists only Parameters that are to be notified or required in every Inform",
		Covers: reqs("A.3.3.1-40"),
		Steps:  "Set Notification 1 on DeviceInfo.UpTime, let the device open a session, and read the attributes of what its Inform lists besides what is required in every Inform.",
		Passes: "Each of them has notification enabled.",
	}, func(t *CPE) {
		t.watchUpTime()
		in := t.Connect()
		t.Req("A.3.3.1-40").Expect(t.superfluous(in), "Parameters listed without notification").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-INFORM-004", Subject: "Inform", Waits: 10,
		Title:  "6 CONNECTION REQUEST is not delivered again",
		Covers: reqs("3.7.1.5-60"),
		Steps:  "Have a session opened by a Connection Request, with another event, and answer its Inform with 500.",
		Passes: "The next attempt does not have the event.",
		Needs:  []string{"connection-request"},
	}, func(t *CPE) {
		t.watchUpTime()
		called := t.Connect()
		t.unless(count(eventsOf(called), connectionRequest) == 0, "the session does not have the event: see CPE-CR-001")
		t.refuse(status(500))
		t.Req("3.7.1.5-60").Expect(eventsOf(t.Next(retryBound)), "the events of the next attempt").NotTo(ContainElement("6 CONNECTION REQUEST"))
		t.Finish()
	})

	spec(conform.Case{
		ID: "CPE-INFORM-005", Subject: "Inform", Needs: []string{NeedURL},
		Title:  "a new ACS URL brings 0 BOOTSTRAP and keeps the Notification attributes",
		Covers: reqs("3.7.1.5-23", "A.3.3.1-35"),
		Steps:  "Set Notification 1 on DeviceInfo.UpTime and ManagementServer.URL to another URL of the tester; wait for the session there.",
		Passes: "Its Inform has 0 BOOTSTRAP, and the Notification attribute is still 1.",
	}, func(t *CPE) {
		url, uptime := t.Device.Root+"ManagementServer.URL", t.Device.Root+"DeviceInfo.UpTime"
		there, err := t.ACS.Alias()
		if err != nil {
			t.Stop("no second URL of the ACS: %v", err)
		}
		t.BorrowAttributes(uptime)
		t.apply(cwmp.SetParameterAttributesStruct{Name: uptime, NotificationChange: true, Notification: 1})
		t.Borrow(Parameter{url, "string"})
		t.Set(value(url, "string", there))
		in := t.arrives()
		if at := whereOr(t.session.Waiting(), there); at != there {
			t.Stop("the device opened its next session at %s, not at the URL that it was set to, %s", at, there)
		}
		t.Req("3.7.1.5-23").Expect(eventsOf(in), "the events of the first session at the new URL").To(ContainElement("0 BOOTSTRAP"))
		t.Req("A.3.3.1-35").Expect(t.Attributes(uptime)[uptime].Notification, "Notification of DeviceInfo.UpTime").To(Equal(1))
	})

	spec(conform.Case{
		ID: "CPE-INFORM-006", Subject: "Inform", Waits: 10, Needs: []string{"schedule-inform", target.NeedLocalValueChange, NeedURL},
		Title:  "events that were not delivered are discarded on 0 BOOTSTRAP",
		Covers: reqs("3.7.1.5-23", "3.7.1.5-29"),
		Steps:  "Answer an Inform with M ScheduleInform with 500, then set ManagementServer.URL to another URL of the tester at the device itself, and wait for the session there.",
		Passes: "Its Inform has 0 BOOTSTRAP, and not M ScheduleInform of the session that failed.",
	}, func(t *CPE) {
		url := t.Device.Root + "ManagementServer.URL"
		there, err := t.ACS.Alias()
		if err != nil {
			t.Stop("no second URL of the ACS: %v", err)
		}
		t.Borrow(Parameter{url, "string"})
		first := t.Pending()
		a := status(500)
		a.Fatal = true
		if in, _ := t.TrySend(a); in != nil {
			t.Stop("the session went on after status 500: %s", describe(in))
		}
		t.changeLocally(url, there)
		in := t.arrivesAt(there)
		t.Req("3.7.1.5-23").Expect(eventsOf(in), "the events of the first session at the new URL").To(ContainElement("0 BOOTSTRAP"))
		t.Req("3.7.1.5-29").Expect(again(first, in, "3 SCHEDULED", "M ScheduleInform"), "older events that were not discarded").To(BeEmpty())
	})

	spec(conform.Case{
		ID: "CPE-INFORM-007", Subject: "Inform", Needs: []string{"absolute-time", NeedTimeZone},
		Title:  "the offset of CurrentTime follows daylight saving time",
		Covers: reqs("A.3.3.1-18"),
		Steps:  "Set the time zone to one that has daylight saving time at the date of the device, and have the device open another session.",
		Passes: "The offset in CurrentTime is not that of standard time.",
	}, func(t *CPE) {
		zone, winter := summerNow(t.Connect().CurrentTime)
		name := t.Device.timeZone()
		t.Borrow(Parameter{name, "string"})
		must[cwmp.SetParameterValuesResponse](t, t.Set(value(name, "string", zone)))
		// No offset, or that of another zone, tells nothing of how it follows the season.
		t.Req("A.3.3.1-18").Expect(offsetOf(t.Connect().CurrentTime), "the offset of CurrentTime in the time zone %s", zone).NotTo(Equal(winter))
	})
}

// offsetOf is the offset from UTC as a dateTime has it.
func offsetOf(d cwmp.DateTime) string {
	m, err := d.Parse()
	if err != nil || !m.Zoned {
		return "none"
	}
	return m.Time.Format("-07:00")
}

// summerNow is a time zone in which daylight saving time is in force at a date,
// and the offset that it has without.
func summerNow(date cwmp.DateTime) (zone, offset string) {
	m, _ := date.Parse()
	if month := m.Time.Month(); month >= time.April && month < time.October || month == time.October && m.Time.Day() < 20 {
		return "CET-1CEST,M3.5.0,M10.5.0/3", "+01:00"
	}
	return "AEST-10AEDT,M10.1.0,M4.1.0/3", "+10:00"
}

// timeZone is the Parameter that holds the time zone in the form of POSIX, ""
// if it cannot be set.
func (d *Device) timeZone() string {
	// In InternetGatewayDevice the zone is a plain offset and a name for people.
	const name = "Device.Time.LocalTimeZone"
	if d.writable(name) {
		return name
	}
	return ""
}

// arrives ends the session and waits for the one at another URL. A device that
// does not come there by itself is woken.
func (t *CPE) arrives() *cwmp.Inform {
	t.End()
	if in := t.Next(t.SessionBound); in != nil {
		return in
	}
	return t.Connect()
}

// arrivesAt is arrives for a URL that the device was just given. A session that
// it had begun by then, at the old one, fails as the one before.
func (t *CPE) arrivesAt(to string) *cwmp.Inform {
	in := t.arrives()
	for range 3 {
		if at, err := url.Parse(to); err != nil || strings.Contains(whereOr(t.session.Waiting(), to), at.Host) {
			return in
		}
		_, _ = t.TrySend(acs.Answer{Status: 500, Fatal: true, Intent: "an HTTP error"})
		in = t.arrives()
	}
	t.Stop("the device goes on to call the ACS at the URL that it had before")
	return nil
}

// apart compares two dateTimes in the reader's words.
func apart(a, b cwmp.DateTime) string {
	x, err1 := a.Parse()
	y, err2 := b.Parse()
	switch {
	case err1 != nil || err2 != nil, !x.Zoned || !y.Zoned:
		return "the same time" // not to be told: their form is judged elsewhere
	case x.Offset != y.Offset && y.Offset == 0:
		return "the same time" // it is the other one that is not local time
	case x.Offset != y.Offset:
		return "another offset from UTC: " + string(a) + " and " + string(b)
	case x.Time.Sub(y.Time).Abs() > 26*time.Hour:
		return "the same time" // no time zone is that far off: which of the two clocks is wrong cannot be told
	case x.Time.Sub(y.Time).Abs() > 5*time.Minute:
		return "another time: " + string(a) + " and " + string(b)
	}
	return "the same time"
}

// superfluous lists the Parameters of an Inform that have no notification and
// that no data model requires in every Inform. The maker's own are let pass,
// since the maker's own model may require them.
func (t *CPE) superfluous(in *cwmp.Inform) []string {
	var list []string
	for _, p := range in.ParameterList {
		if requiredInInform(p.Name) || strings.Contains(p.Name, ".X_") || t.Device.chosenForInform(p.Name) {
			continue
		}
		if a, ok := t.Attributes(p.Name)[p.Name]; ok && a.Notification == 0 {
			list = append(list, p.Name)
		}
	}
	return list
}

// chosenForInform says that the Parameter is listed because of the table
// ManagementServer.InformParameter, by which a device can be told to list more
// (TR-181). A path name in it can have wildcards, so that a name is only
// compared up to the first.
func (d *Device) chosenForInform(name string) bool {
	table := d.Root + "ManagementServer.InformParameter."
	for entry, v := range d.Values {
		if strings.HasPrefix(entry, table) && strings.HasSuffix(entry, ".ParameterName") && trim(v.Text) != "" {
			if path, _, _ := strings.Cut(trim(v.Text), "*"); strings.HasPrefix(name, path) {
				return true
			}
		}
	}
	return false
}

// requiredInInform says that some root or service data model requires the
// Parameter in every Inform.
func requiredInInform(name string) bool {
	for _, end := range []string{
		".DeviceSummary", ".RootDataModelVersion", ".DeviceInfo.HardwareVersion", ".DeviceInfo.SoftwareVersion",
		".DeviceInfo.SpecVersion", ".DeviceInfo.ProvisioningCode", ".ManagementServer.ParameterKey",
		".ManagementServer.ConnectionRequestURL", ".ManagementServer.AliasBasedAddressing", ".LAN.IPAddress",
		".ExternalIPAddress", ".OpState", ".RFTxStatus",
	} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}
