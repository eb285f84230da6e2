// Package fault is the catalogue of seeded faults: the single departures that
// a reference peer can be told to show, so that every check is seen failing.
package fault

import (
	"fmt"
	"sort"
)

// Peer is the reference peer that a fault is seeded in.
type Peer string

// The two reference peers.
const (
	CPE Peer = "cpe"
	ACS Peer = "acs"
)

// Fault is one departure of a reference peer from its faultless behaviour.
type Fault struct {
	ID     string   // lower case words joined by hyphens; stable
	Peer   Peer     // who shows it
	Title  string   // what the peer does, in one sentence without a full stop
	Breaks []string // requirement ids that the suite must find, exactly; empty for a variety that is allowed
	// On names the traits that the peer needs for the fault to show, for
	// example "igd" (InternetGatewayDevice:1 data model) or "v1.2".
	On []string
	// Notes are the ids, sorted, of the cases that have to make a robustness
	// note, exactly: the fault departs from what is prudent, not from a requirement.
	Notes []string
	// Claims are what the target file has to say for the case to run.
	Claims []string
	// Disclaims are what the target file of a lenient variety does not say,
	// though it says all else that any target file may.
	Disclaims []string
}

// Lenient says that the departure breaks no requirement: a variety that the
// standard allows, or on which it can be read in two ways.
func (f Fault) Lenient() bool { return len(f.Breaks) == 0 }

var catalogue = map[string]Fault{}

func register(peer Peer, list ...Fault) {
	for _, f := range list {
		f.Peer = peer
		if _, dup := catalogue[f.ID]; dup {
			panic(fmt.Sprintf("fault: %s is in the catalogue twice", f.ID))
		}
		catalogue[f.ID] = f
	}
}

// Lookup finds a fault by its id.
func Lookup(id string) (Fault, bool) { f, ok := catalogue[id]; return f, ok }

// Of finds a fault of one peer by its id; "" is that of a faultless peer.
func Of(peer Peer, id string) (Fault, bool) {
	f, ok := catalogue[id]
	return f, id == "" || ok && f.Peer == peer
}

// All lists the faults of one peer, sorted by id.
func All(peer Peer) []Fault {
	var list []Fault
	for _, f := range catalogue {
		if f.Peer == peer {
			list = append(list, f)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	return list
}
