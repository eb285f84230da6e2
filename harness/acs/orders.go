package acs

import (
	"reflect"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Order is an RPC that the ACS calls of its own accord, in a session that no
// script holds.
type Order struct {
	// Name of the method; empty: that of the type of Body.
	Name string
	// Body is a pointer to a message struct of package cwmp, or a *cwmp.Unknown with Name given.
	Body any
	// Hold has the ACS call before the CPE sends its own requests (3.7.2.3):
	// what it says before this call carries HoldRequests true, the call itself
	// false unless another held one follows.
	Hold bool
}

func (o Order) name() string {
	if o.Name != "" {
		return o.Name
	}
	return reflect.TypeOf(o.Body).Elem().Name()
}

// Order has the ACS call methods of a device, one after the other, as soon as
// the device has a session that no claim holds and it is the turn of the ACS
// (3.7.2.3). Orders not carried out in one session wait for the next one, as do
// those of methods that the version of a session does not have. It makes a
// reference ACS that acts by itself, as one under test does.
func (s *Server) Order(d cwmp.DeviceIdStruct, orders ...Order) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := deviceKey(d)
	s.orders[key] = append(s.orders[key], orders...)
}

// Forget drops the orders of a device that were not carried out, and tells how many they were.
func (s *Server) Forget(d cwmp.DeviceIdStruct) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := deviceKey(d)
	n := len(s.orders[key])
	delete(s.orders, key)
	return n
}

// next finds the first order for the device of a session whose method the
// version of the session has; the caller holds mu.
func (sess *Session) next() int {
	return slices.IndexFunc(sess.s.orders[deviceKey(sess.device)], func(o Order) bool { return cwmp.Has(sess.namespace(), o.name()) || sess.s.faulty("acs-later-methods") })
}

// order takes the next order for the device of a session, if there is one.
func (sess *Session) order() (Order, bool) {
	sess.s.mu.Lock()
	defer sess.s.mu.Unlock()
	i := sess.next()
	if i < 0 {
		return Order{}, false
	}
	key := deviceKey(sess.device)
	o := sess.s.orders[key][i]
	sess.s.orders[key] = slices.Delete(slices.Clone(sess.s.orders[key]), i, i+1)
	return o, true
}

// pending is how many orders wait for the device of a session.
func (sess *Session) pending() int {
	sess.s.mu.Lock()
	defer sess.s.mu.Unlock()
	return len(sess.s.orders[deviceKey(sess.device)])
}

// holds tells whether the next order is one that the requests of the CPE have to wait for.
func (sess *Session) holds() bool {
	sess.s.mu.Lock()
	defer sess.s.mu.Unlock()
	i := sess.next()
	return i >= 0 && sess.s.orders[deviceKey(sess.device)][i].Hold
}

// ownTurn is what the ACS says by itself when the CPE has nothing to ask: its
// next order, or nothing.
func (sess *Session) ownTurn() Answer {
	if a, own := sess.unasked(); own {
		return a
	}
	o, ok := sess.order()
	if !ok {
		sess.asking = ""
		return Answer{}
	}
	sess.asking = o.name()
	h := sess.Header(o.name())
	if o.Hold {
		more := sess.holds()
		h.HoldRequests = &more
	}
	return Answer{Body: sess.encode(h, o.name(), o.Body)}
}
