package cpe

import (
	"slices"
	"time"

	. "github.com/onsi/gomega"
)

// What holds for the queue of downloads as for that of uploads.

// queuesThree orders transfers until one is refused, and judges how many were
// taken and what the refusal says.
func (t *CPE) queuesThree(three, full string, next func(n int) *order) {
	orders, refusal := t.fillQueue(next)
	t.Req(full).Expect(refusal, "the fault code of the first refusal").To(BeElementOf("none", "9004"))
	t.Transferred(orders...)
	t.Req(three).Expect(len(performed(orders)), "transfers that were taken and performed").To(BeNumerically(">=", 3))
}

// fillQueue orders transfers until one is refused, at most 20. It returns those
// that were taken and the fault code of the refusal, "none" without any.
func (t *CPE) fillQueue(next func(n int) *order) (taken []*order, refusal string) {
	for n := range 20 {
		o := next(n)
		if o.reply.Fault != nil {
			if n == 0 && o.reply.Code() != "9004" {
				t.skipIfRefused(o)
			}
			return taken, o.reply.Code()
		}
		taken = append(taken, o)
	}
	return taken, "none"
}

// performed are the orders that led to a request at the file server.
func performed(orders []*order) []*order {
	return slices.DeleteFunc(slices.Clone(orders), func(o *order) bool { return len(o.requests()) == 0 })
}

// madeWhenDue judges of two transfers, of which the one ordered first is due
// last, that they are made in that order, and each when it is due.
func (t *CPE) madeWhenDue(late, early *order, inTurn, onTime []string) {
	t.Transferred(late, early)
	t.skipIfRefused(early)
	t.reached(late, early)
	t.inOrder(early, late)
	t.Req(inTurn...).Expect(t.lead(early, late), "seconds by which the second transfer reaches the file server first").To(BeNumerically(">", 0))
	for _, o := range []*order{late, early} {
		t.Req(onTime...).Expect(t.after(o), "seconds from the request until the file server is reached").
			To(And(BeNumerically(">=", o.delay.Seconds()-0.5), BeNumerically("<", o.delay.Seconds()+t.within())))
	}
}

// meanwhile keeps the session of an order open until it is overdue, and counts
// the requests at the file server before the session ends.
func (t *CPE) meanwhile(o *order) int {
	t.pause(5 * time.Second)
	during := len(o.requests())
	t.Transferred(o)
	return during
}

// outlivesRestarts restarts the device twice and judges that an order is made
// and reported nevertheless.
func (t *CPE) outlivesRestarts(o *order, queued, made string) {
	t.skipIfRefused(o)
	t.PowerCycle()
	t.PowerCycle()
	t.Transferred(o)
	if begun := t.after(o); begun >= 0 && begun < o.delay.Seconds()-1 && t.outcome(o) == silence {
		t.Stop("the transfer began %.0f s after its request, before DelaySeconds was over: it was not in the queue when the power was cut", begun)
	}
	t.Req(queued, made).Expect(t.after(o), "seconds until the file server is reached, -1 for never").To(BeNumerically(">=", 0))
	t.Req(queued).Expect(t.outcome(o), "the outcome that is reported").NotTo(Equal(silence))
}

// inOrder leaves a case whose second request came so late that its transfer was
// due hardly before the first one.
func (t *CPE) inOrder(early, late *order) {
	if t.Clock.Protocol(t.due(late)-t.due(early)) < 3*time.Second {
		t.Skip("the two requests came too far apart to tell which transfer was due first")
	}
}

// lead is how many protocol seconds one order reached the file server before another.
func (t *CPE) lead(o, other *order) float64 {
	return (other.first() - o.first()).Seconds() * t.Clock.Factor()
}

// first is the real time of the first request at the file server, zero without any.
func (o *order) first() time.Duration {
	list := o.requests()
	if len(list) == 0 {
		return 0
	}
	return list[0].Begun
}
