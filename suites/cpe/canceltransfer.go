package cpe

import (
	"time"

	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

const aboutCancel = "CancelTransfer"

var needsCancel = append([]string{"cancel-transfer"}, needsLent...)

func init() {
	spec(conform.Case{
		ID: "CPE-CANCEL-001", Subject: aboutCancel, Needs: needsCancel, Waits: 140,
		Title:  "a transfer that was cancelled is neither made nor reported",
		Covers: reqs("A.3.3.2-2", "A.4.1.9-2"),
		Steps:  "Order the lent file with DelaySeconds 20 and cancel it in the same session; wait for two minutes and ask for a session.",
		Passes: "Where CancelTransfer is answered by a response, no TransferComplete with the CommandKey comes.",
	}, func(t *CPE) {
		o := t.delayed("file", 20)
		t.taken(o)
		r := t.Call(&cwmp.CancelTransfer{CommandKey: o.key})
		o.over = true // nothing is waited for after the case
		t.unless(r.Fault != nil, "the device does not cancel a transfer that waits")
		t.pass(2 * time.Minute)
		t.Open()
		t.End()
		t.Req("A.3.3.2-2", "A.4.1.9-2").Expect(t.reports(o), "TransferComplete calls for the transfer that was cancelled").To(BeZero())
	})

	spec(conform.Case{
		ID: "CPE-CANCEL-002", Subject: aboutCancel, Needs: append([]string{"connection-request"}, needsCancel...), Waits: 340,
		Title:  "a transfer that cannot be cancelled any more is told by fault 9021",
		Covers: reqs("A.4.1.9-6", "A.5.1-25"),
		Steps:  "Order the lent file from a server that answers after 20 seconds, and end the session. Cancel the transfer in another one, while it is under way.",
		Passes: "The answer is a response or fault 9021.",
	}, func(t *CPE) {
		file := t.lent()
		file.Slow = 20 * time.Second
		o := t.Download("slow", file)
		t.unless(o.status() != 1, "the device tells the outcome at once")
		t.End()
		t.unless(!o.files.Await(t.Ctx, o.path, 0, t.TransferBound), "the file server saw no request")
		r := t.Call(&cwmp.CancelTransfer{CommandKey: o.key})
		o.over = r.Fault == nil
		t.unless(t.completion(o) != nil, "the transfer was over before it could be cancelled")
		t.Req("A.4.1.9-6").Expect(r.Code(), "the fault code in the answer to CancelTransfer").To(BeElementOf("none", "9021"))
		t.Req("A.5.1-25").Expect(r.Code(), "the fault code in the answer to CancelTransfer").To(BeElementOf("none", "9021", "9000", "9001", "9002"))
	})
}
