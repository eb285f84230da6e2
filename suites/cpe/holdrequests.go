package cpe

import (
	"bytes"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutPending = "Requests of the CPE"

func init() {
	spec(conform.Case{
		ID: "CPE-HOLD-001", Subject: aboutPending, Needs: needsDownload, Waits: 420,
		Title:  "a request of the device waits while HoldRequests is true and while a request of the ACS is to be answered",
		Covers: reqs("3.7.1.3-1", "3.7.1.3-2", "3.7.1.3-3", "3.7.1.3-10", "3.7.1.3-12", "3.7.1.3-14", "3.7.1.3-15", "3.5-65", "3.7.1.4-18", "3.7.1.4-19", "3.7.1.6-6"),
		Steps: "Order the download of a file that is not there. In the session that reports it, answer the Inform with HoldRequests 1, the next POST with GetRPCMethods and HoldRequests 1, the next with GetRPCMethods without the header, and the next with 204. " +
			"Answer TransferComplete with fault 8001.",
		Passes: "The device sends an empty POST, the two responses, and then TransferComplete. Upon the fault it goes on with the session.",
	}, func(t *CPE) {
		t.completed()
		yes := true
		in, err := t.TrySend(t.informResponse(&yes))
		t.goOn(t.Req("3.7.1.3-3", "3.7.1.3-10", "3.7.1.3-15", "3.5-65").Expect(wentOn(in, err), "what the device sends under HoldRequests 1").To(Equal("an empty POST")))
		in, err = t.TrySend(t.askHolding(true))
		t.goOn(t.Req("3.7.1.3-14").Expect(wentOn(in, err), "what answers a request with HoldRequests 1").To(BeElementOf("GetRPCMethodsResponse", "a fault")))
		in, err = t.TrySend(t.askHolding(false))
		t.goOn(t.Req("3.7.1.3-2", "3.7.1.3-12").Expect(wentOn(in, err), "what answers a request without the header").To(BeElementOf("GetRPCMethodsResponse", "a fault")))
		t.mustCall(acs.Answer{}, "3.7.1.3-1")
		a := t.Refusal("8001", "Request denied")
		a.Intent = "a fault in answer to TransferComplete"
		in, err = t.TrySend(a)
		t.Req("3.7.1.4-18", "3.7.1.4-19", "3.7.1.6-6").Expect(wentOn(in, err), "what the device sends after fault 8001").NotTo(Equal("nothing"))
	})

	for _, c := range []struct{ id, title, steps, form string }{
		{"CPE-HOLD-002", "without a HoldRequests header", "without HoldRequests", "3.7.1.3-5"},
		{"CPE-HOLD-003", "with HoldRequests 0", "with HoldRequests 0", "3.7.1.3-4"},
	} {
		covers := reqs("3.7.1.3-1", "3.7.1.3-13", c.form)
		if c.form == "3.7.1.3-5" {
			covers = append(covers, "3.5-64")
		}
		spec(conform.Case{
			ID: c.id, Subject: aboutPending, Needs: needsDownload, Waits: 420,
			Title:  "a request of the device comes next after an InformResponse " + c.title,
			Covers: covers,
			Steps:  "Order the download of a file that is not there. In the session that reports it, answer the Inform " + c.steps + ".",
			Passes: "The next POST is TransferComplete, or another request of the device before it.",
		}, func(t *CPE) {
			t.completed()
			hold := new(bool)
			if c.form == "3.7.1.3-5" {
				hold = nil
			}
			t.mustCall(t.informResponse(hold), covers...)
			t.Finish()
		})
	}

	spec(conform.Case{
		ID: "CPE-HOLD-004", Subject: aboutPending, Needs: needsDownload, Waits: 420,
		Title:  "an empty response ends HoldRequests, and a request that waited comes then; fault 8005 has it sent again",
		Covers: reqs("3.7.1.3-6", "3.7.1.6-5"),
		Steps:  "Order the download of a file that is not there. In the session that reports it, answer the Inform with HoldRequests 1 and the empty POST with 204. Answer TransferComplete with fault 8005.",
		Passes: "TransferComplete comes after the 204, and again after the fault.",
	}, func(t *CPE) {
		t.completed()
		yes := true
		if in, err := t.TrySend(t.informResponse(&yes)); wentOn(in, err) != "an empty POST" {
			t.Stop("under HoldRequests 1 the device sent %s in place of an empty POST", wentOn(in, err))
		}
		t.mustCall(acs.Answer{}, "3.7.1.3-6")
		t.mustCall(t.retryRequest(), "3.7.1.6-5")
		t.Finish()
	})

	for _, c := range []struct {
		id, title, row string
		spoil          func([]byte) []byte
	}{
		{"CPE-HOLD-011", "whose faultstring is not CWMP fault", "3.5-39", func(b []byte) []byte {
			return bytes.Replace(b, []byte(">CWMP fault<"), []byte(">Internal error<"), 1)
		}},
		{"CPE-HOLD-012", "without a CWMP Fault structure", "3.5-40", func(b []byte) []byte { return between(b, "<detail>", "</detail>") }},
		{"CPE-HOLD-013", "without FaultCode", "3.5-41", func(b []byte) []byte { return between(b, "<FaultCode>", "</FaultCode>") }},
	} {
		spec(conform.Case{
			ID: c.id, Subject: aboutPending, Needs: needsDownload, Waits: 420,
			Title:  "a fault " + c.title + " in answer to a request of the device ends the session",
			Covers: reqs(c.row),
			Steps:  "Order the download of a file that is not there, answer TransferComplete with a fault " + c.title + ", and ask for another session.",
			Passes: "The device sends nothing more in the session. The next Inform has a RetryCount that is not 0.",
		}, func(t *CPE) {
			o := t.Download("file", acs.File{Absent: true})
			t.uptoTransferComplete(o)
			a := t.Refusal("8002", "Internal error")
			a.Body, a.Fatal, a.Intent = c.spoil(a.Body), true, "a fault "+c.title
			in, err := t.TrySend(a)
			t.goOn(t.Req(c.row).Expect(wentOn(in, err), "what the device sends after the fault").To(Equal("nothing")))
			t.Req(c.row).Expect(t.Connect().RetryCount, "RetryCount of the next attempt").NotTo(BeZero())
		})
	}
}

// completed makes TransferComplete due: the Inform that announces it waits. It
// may do so by any of the events for it: which are due is judged elsewhere.
func (t *CPE) completed() {
	t.uptoReport(t.Download("file", acs.File{Absent: true}), "no Inform announced the end of the transfer", func(in *cwmp.Inform) bool {
		if len(eventsWith(in)) > 0 {
			return true
		}
		t.Welcome()
		return false
	})
}

// mustCall sends an answer and judges that the device calls TransferComplete then;
// other requests of the device are served before it.
func (t *CPE) mustCall(a acs.Answer, ids ...string) {
	in, err := t.TrySend(a)
	for err == nil && !in.Empty && in.Env.Kind == cwmp.Request && in.Env.Method != "TransferComplete" && in.Env.Method != "Inform" {
		in, err = t.TrySend(t.session.Calm())
	}
	t.goOn(t.Req(ids...).Expect(wentOn(in, err), "what the device sends then").To(Equal("TransferComplete")))
}

// goOn ends the body where the device is not in the state that the next step needs.
func (t *CPE) goOn(ok bool) {
	if !ok {
		t.Stop("the session did not get to the next step")
	}
}

// came ends the body where the Inform with which the device was to come back is
// missing.
func (t *CPE) came(in *cwmp.Inform, after string) {
	if in == nil {
		t.Stop("the device opened no session within %s after %s", t.BootBound, after)
	}
}

// between takes away what lies from one text to another one, both included.
func between(b []byte, from, to string) []byte {
	i, j := bytes.Index(b, []byte(from)), bytes.Index(b, []byte(to))
	if i < 0 || j < i {
		return b
	}
	return append(b[:i:i], b[j+len(to):]...)
}
