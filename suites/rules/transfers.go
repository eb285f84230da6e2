package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/soap"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func init() {
	add(
		rule.Rule{
			ID:     "transfer-responses",
			Title:  "DownloadResponse and UploadResponse have Status 0 or 1, StartTime and CompleteTime",
			Covers: []string{"A.3.2.8-94", "A.4.1.5-42"},
			Check: func(c *rule.Context) {
				rows := map[string]string{"DownloadResponse": "A.3.2.8-94", "UploadResponse": "A.4.1.5-42"}
				for _, s := range c.Envelopes() {
					for _, d := range s.Env.Defects {
						if id := rows[s.Env.Name]; id != "" && responseForm[d.Code] {
							reportAll(c, []string{id}, s.Body(d.Offset), "Status 0 or 1, StartTime and CompleteTime", d.Detail)
						}
					}
				}
			},
		},
		rule.Rule{
			ID:     "transfer-times-unknown",
			Title:  "a response with Status 1 has the Unknown Time as StartTime and CompleteTime",
			Covers: []string{"A.3.2.8-98", "A.3.2.8-100", "A.4.1.5-46", "A.4.1.5-48"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					switch m := s.Env.Body.(type) {
					case *cwmp.DownloadResponse:
						notYet(c, s, m.Status, m.StartTime, "A.3.2.8-98", m.CompleteTime, "A.3.2.8-100")
					case *cwmp.UploadResponse:
						notYet(c, s, m.Status, m.StartTime, "A.4.1.5-46", m.CompleteTime, "A.4.1.5-48")
					}
				}
			},
		},
		rule.Rule{
			ID:     "transfer-times-done",
			Title:  "a response with Status 0 has as StartTime and CompleteTime moments of the session by the clock of its Inform",
			Covers: []string{"A.3.2.8-97", "A.3.2.8-99", "A.4.1.5-47", "A.4.1.5-49"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					switch m := s.Env.Body.(type) {
					case *cwmp.DownloadResponse:
						done(c, s, m.Status, m.StartTime, "A.3.2.8-97")
						done(c, s, m.Status, m.CompleteTime, "A.3.2.8-99")
					case *cwmp.UploadResponse:
						done(c, s, m.Status, m.StartTime, "A.4.1.5-47")
						done(c, s, m.Status, m.CompleteTime, "A.4.1.5-49")
					}
				}
			},
		},
		rule.Rule{
			ID:     "transfer-fault-codes",
			Title:  "a fault to Download, Upload or GetAllQueuedTransfers has a code that is defined for the method",
			Covers: []string{"A.3.2.8-101", "A.4.1.5-50", "A.4.1.7-23"},
			Check:  checkTransferFaults,
		},
		rule.Rule{
			ID:     "transfercomplete-form",
			Title:  "TransferComplete has CommandKey, FaultStruct, StartTime and CompleteTime, and FaultStruct a number and a text",
			Covers: []string{"A.3.3.2-10", "A.3.3.2-14", "A.3.3.2-24", "A.3.3.2-25"},
			Check:  checkTransferComplete,
		},
		rule.Rule{
			ID:     "transfercomplete-code",
			Title:  "FaultCode of TransferComplete is 0 or one of those of Table 43",
			Covers: []string{"A.3.3.2-23"},
			Check: func(c *rule.Context) {
				for _, s := range c.Envelopes() {
					m, ok := s.Env.Body.(*cwmp.TransferComplete)
					if !ok || slices.ContainsFunc(s.Env.Defects, func(d soap.Defect) bool {
						return about(d, "FaultCode") && responseForm[d.Code] && d.Code != cwmp.ValueRange
					}) {
						continue
					}
					code := m.FaultStruct.FaultCode
					// 9003 and 9013 are not in the table, but may name the true cause.
					if code != 0 && !(code >= 9010 && code <= 9020) && !(code >= 9001 && code <= 9003) && !(code >= 9033 && code <= 9899) {
						reportAll(c, []string{"A.3.3.2-23"}, s.Whole(), "0 or a fault code of Table 43", strconv.Itoa(int(code)))
					}
				}
			},
		},
		rule.Rule{
			ID:     "transfercomplete-times",
			Title:  "the times of TransferComplete are in UTC, and Unknown Time rather than made up",
			Covers: []string{"A.3.3.2-16", "A.3.3.2-17", "A.3.3.2-19", "A.3.3.2-20", "A.3.3.2-21"},
			Check:  checkTransferTimes,
		},
		rule.Rule{
			ID:     "transfer-events",
			Title:  "7 TRANSFER COMPLETE comes with an M event, and TransferComplete follows in the session",
			Covers: []string{"3.7.1.5-13", "3.7.1.5-62", "3.7.1.5-63"},
			Check:  checkTransferEvents,
		},
	)
}

// notYet: both times of a response with Status 1 are the Unknown Time, unless
// the file server had answered before.
func notYet(c *rule.Context, s rule.Said, status int, start cwmp.DateTime, startID string, complete cwmp.DateTime, completeID string) {
	if status != 1 || slices.ContainsFunc(c.T.Exchanges, func(x *transcript.Exchange) bool {
		return x.Lane == wire.LaneFile && x.Resp != nil && x.Resp.Begun < s.Msg.Begun
	}) {
		return
	}
	for _, at := range []struct {
		id, name string
		value    cwmp.DateTime
	}{{startID, "StartTime", start}, {completeID, "CompleteTime", complete}} {
		m, err := at.value.Parse()
		if err == nil && !m.Unknown && !(m.Relative && m.Since == 0) {
			reportAll(c, []string{at.id}, s.Whole(), at.name+" "+string(cwmp.UnknownTime)+" with Status 1", string(at.value))
		}
	}
}

// slack is by how much two readings of the device's clock may be off: a scaled
// clock makes much of a short delay.
const slack = 5 * time.Minute

// done: a time in a response with Status 0 lies between the session's Inform
// and the response, by the device's own clock.
func done(c *rule.Context, s rule.Said, status int, value cwmp.DateTime, id string) {
	opened, known := currentTime(c, s)
	at, err := value.Parse()
	if status != 0 || !known || err != nil || at.Unknown || at.Relative {
		return
	}
	first := s.X
	for x := s.X; x != nil; x = c.Before(x) {
		first = x
	}
	answered := opened.Add(time.Duration(float64(s.Msg.Ended-first.Req.Begun) * c.T.Factor))
	if at.Time.Before(opened.Add(-slack)) || at.Time.After(answered.Add(slack)) {
		reportAll(c, []string{id}, s.Whole(), "a moment between "+opened.UTC().Format(time.RFC3339)+" and "+answered.UTC().Format(time.RFC3339), string(value))
	}
}

// transferFaults are the codes that are defined for the methods. Table 87 gives
// 9014 to 9019 to Download, though A.3.2.8 does not list them.
var transferFaults = map[string]struct {
	id    string
	codes []string
}{
	"Download": {"A.3.2.8-101", []string{"9000", "9001", "9002", "9003", "9004", "9010", "9012", "9013", "9014", "9015", "9016", "9017", "9018", "9019"}},
	"Upload":   {"A.4.1.5-50", []string{"9000", "9001", "9002", "9003", "9004", "9011", "9012", "9013"}},
	// 9003 and 9004 are not in the list, but general enough: the lists are not said to be exclusive.
	"GetAllQueuedTransfers": {"A.4.1.7-23", []string{"9000", "9001", "9002", "9003", "9004"}},
}

func checkTransferFaults(c *rule.Context) {
	for _, s := range c.Envelopes() {
		f, ok := s.Env.Body.(*cwmp.Fault)
		q := asked(c, s)
		if !ok || q == nil || !f.HasCWMP {
			continue
		}
		list, ok := transferFaults[q.Method]
		if !ok || slices.Contains(list.codes, f.FaultCode) || f.FaultCode >= "9033" && f.FaultCode <= "9899" {
			continue
		}
		reportAll(c, []string{list.id}, s.Whole(), "one of "+strings.Join(list.codes, ", "), f.FaultCode)
	}
}

func checkTransferComplete(c *rule.Context) {
	for _, s := range c.Envelopes() {
		m, ok := s.Env.Body.(*cwmp.TransferComplete)
		if !ok {
			continue
		}
		for _, d := range s.Env.Defects {
			switch {
			case !responseForm[d.Code] || d.Code == cwmp.ValueRange && about(d, "FaultCode"):
			case about(d, "FaultCode"):
				reportAll(c, []string{"A.3.3.2-24"}, s.Body(d.Offset), "FaultCode with an unsigned number", d.Detail)
			case about(d, "FaultString"):
				reportAll(c, []string{"A.3.3.2-14", "A.3.3.2-25"}, s.Body(d.Offset), "FaultString with a text", d.Detail)
			default:
				reportAll(c, []string{"A.3.3.2-10"}, s.Body(d.Offset), "CommandKey, FaultStruct, StartTime and CompleteTime, each once", d.Detail)
			}
		}
		if n := utf8.RuneCountInString(m.FaultStruct.FaultString); n > 256 {
			reportAll(c, []string{"A.3.3.2-25"}, s.Whole(), "a FaultString of at most 256 characters", fmt.Sprintf("%d characters", n))
		}
	}
}

// about says that a defect concerns an element that is there or missing.
func about(d soap.Defect, element string) bool {
	return strings.HasSuffix(d.Path, "/"+element) || d.Code == cwmp.MissingElement && strings.HasSuffix(d.Detail, " "+element)
}

// recent is how far back the time of a transfer that was ordered in the present
// test can lie.
const recent = 7 * 24 * time.Hour

func checkTransferTimes(c *rule.Context) {
	utc := map[string]string{"StartTime": "A.3.3.2-16", "CompleteTime": "A.3.3.2-19"}
	for _, s := range c.Envelopes() {
		m, ok := s.Env.Body.(*cwmp.TransferComplete)
		if !ok {
			continue
		}
		for _, d := range s.Env.Defects {
			f := flaw{Said: s, Defect: d}
			f.locate()
			if f.Element != nil && (d.Code == cwmp.DateTimeNoZone || d.Code == cwmp.DateTimeNotUTC) && utc[f.Element.Local] != "" {
				reportAll(c, []string{utc[f.Element.Local]}, s.Body(d.Offset), "a time in UTC", d.Detail)
			}
		}
		madeUp(c, s, "StartTime", m.StartTime, "A.3.3.2-17")
		if m.FaultStruct.FaultCode != 0 {
			madeUp(c, s, "CompleteTime", m.CompleteTime, "A.3.3.2-20", "A.3.3.2-21")
		} else {
			madeUp(c, s, "CompleteTime", m.CompleteTime, "A.3.3.2-20")
		}
	}
}

// madeUp reports a time that is neither unknown, nor relative to the boot, nor
// near the CurrentTime of the session's Inform.
func madeUp(c *rule.Context, s rule.Said, name string, value cwmp.DateTime, ids ...string) {
	now, known := currentTime(c, s)
	at, err := value.Parse()
	if !known || err != nil || at.Unknown || at.Relative {
		return
	}
	if at.Time.After(now.Add(time.Hour)) || at.Time.Before(now.Add(-recent)) {
		reportAll(c, ids, s.Whole(), "the moment, Unknown Time or a time since boot as "+name, string(value))
	}
}

// currentTime is the CurrentTime of the session's Inform, if it is absolute.
func currentTime(c *rule.Context, s rule.Said) (time.Time, bool) {
	for x := s.X; x != nil; x = c.Before(x) {
		if x.ReqEnv == nil {
			continue
		}
		if m, ok := x.ReqEnv.Body.(*cwmp.Inform); ok {
			at, err := m.CurrentTime.Parse()
			// A year before 2000 is that of a clock that was never set.
			return at.Time, err == nil && !at.Relative && !at.Unknown && at.Time.Year() >= 2000
		}
	}
	return time.Time{}, false
}

func checkTransferEvents(c *rule.Context) {
	for _, i := range informs(c) {
		var seven, m bool
		for _, e := range i.Event {
			seven = seven || e.EventCode == "7 TRANSFER COMPLETE"
			m = m || e.EventCode == "M Download" || e.EventCode == "M ScheduleDownload" || e.EventCode == "M Upload"
		}
		if !seven {
			continue
		}
		// With 64 events the oldest M events give way (Table 37).
		if !m && len(i.Event) < 63 {
			reportAll(c, []string{"3.7.1.5-63"}, i.Whole(), "7 TRANSFER COMPLETE together with M Download, M ScheduleDownload or M Upload", "7 TRANSFER COMPLETE alone")
		}
		if calm(c, i) && !calls(c, i, "TransferComplete") {
			reportAll(c, []string{"3.7.1.5-13", "3.7.1.5-62"}, i.Whole(), "TransferComplete later in the session", "none to its end")
		}
	}
}

// calm says that the session of an Inform came to its regular end, with nothing
// wrong on the side of the ACS.
func calm(c *rule.Context, i inform) bool {
	for _, s := range c.T.Sessions {
		if slices.ContainsFunc(s.Exchanges, func(x *transcript.Exchange) bool { return x.N == i.X.N }) {
			return s.Ended && !slices.ContainsFunc(s.Exchanges, func(x *transcript.Exchange) bool { return x.Intent != "" })
		}
	}
	return false
}

// calls says that the device called a method in the session of its Inform.
func calls(c *rule.Context, i inform, method string) bool {
	for x := c.After(i.X); x != nil; x = c.After(x) {
		if x.ReqEnv != nil && x.ReqEnv.Kind == cwmp.Request && x.ReqEnv.Method == method {
			return true
		}
	}
	return false
}
