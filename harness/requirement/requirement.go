// Package requirement is the catalogue of what TR-069 Issue 1 Amendment 6
// Corrigendum 1 demands: one row for every normative statement, in our own
// words, with an id, whom it binds, how strictly, and how it can be observed.
package requirement

import "strings"

// Standard names the document whose statements the catalogue holds.
const Standard = "TR-069 Issue 1 Amendment 6 Corrigendum 1"

// Level says how strictly a requirement binds, in the terms of RFC 2119.
type Level string

// The levels.
const (
	LevelMust      Level = "must"
	LevelMustNot   Level = "must-not"
	LevelShould    Level = "should"
	LevelShouldNot Level = "should-not"
	LevelMay       Level = "may"
)

// Binding says that a device which breaks a requirement of this level does
// not conform: must and must-not.
func (l Level) Binding() bool { return l == LevelMust || l == LevelMustNot }

// Role says whose behaviour a requirement describes.
type Role string

// The roles. Both is a statement about CPE and ACS alike.
const (
	CPE     Role = "cpe"
	ACS     Role = "acs"
	Both    Role = "both"
	Gateway Role = "gateway" // the gateway or DHCP server of Annex F and section 3.1
	STUN    Role = "stun"    // the STUN server of Annex G
	XMPP    Role = "xmpp"    // the XMPP server of Annex K
)

// How says what it takes to observe whether a requirement is met.
type How string

// The ways of observing.
const (
	Wire     How = "wire"     // in the messages of ordinary sessions
	Time     How = "time"     // by waiting for a timer of the protocol
	State    How = "state"    // by changing something at the device, other than by CWMP
	Restart  How = "restart"  // across a power cycle, a reboot or a factory reset
	Transfer How = "transfer" // by a file transfer
	TLS      How = "tls"      // in the TLS handshake
	ConnReq  How = "conn-req" // by a Connection Request
	Net      How = "net"      // in other traffic of the network: DHCP, DNS, UDP, XMPP
	Local    How = "local"    // only with the vendor's or operator's help at the device
	None     How = "none"     // not from outside
)

// Requirement is one row of the catalogue.
type Requirement struct {
	ID    string // section of the standard, hyphen, number: 3.7.1.4-12
	Role  Role   // whom it binds
	Level Level
	When  string // the condition under which it binds; empty for always
	Says  string // what is demanded, in our own words
	How   How
	Test  string // how a tester can check it
	// TestsPeer is the device under test where a freedom of one side is
	// tested by the tolerance of the other; empty otherwise.
	TestsPeer Role
	File      string // the catalogue file that holds the row
	Line      int    // in File, from 1
}

// Section is the section of the standard, for example A.3.2.1.
func (r Requirement) Section() string { return sectionOf(r.ID) }

// Binds says whether the behaviour that the row describes is asked of role.
func (r Requirement) Binds(role Role) bool {
	return r.Role == role || r.Role == Both && (role == CPE || role == ACS)
}

// Tests says whether a test of the row is a test of role: the row binds it,
// or is a freedom of the other side that role has to cope with.
func (r Requirement) Tests(role Role) bool {
	if r.TestsPeer != "" {
		return r.TestsPeer == role
	}
	return r.Binds(role)
}

// Testable says whether the row is one that a suite can hold against a
// device: it is a must or must-not and can be observed from outside.
func (r Requirement) Testable() bool {
	return r.Level.Binding() && r.How != Local && r.How != None
}

func sectionOf(id string) string {
	section, _, _ := strings.Cut(id, "-")
	return section
}

// Ambiguity is a place where the standard can be read in more than one way
// or contradicts itself, with the reading that a strict tester has to allow.
type Ambiguity struct {
	Section string // the places in the standard, as the catalogue writes them
	Text    string // what is open and what is accepted
	File    string
	Line    int
}

// Covers says whether the ambiguity names the section.
func (a Ambiguity) Covers(section string) bool {
	head := sectionName.FindAllStringIndex(a.Section, -1)
	for i, at := range head {
		name := a.Section[at[0]:at[1]]
		if family, found := strings.CutSuffix(name, ".x"); found {
			if section == family || strings.HasPrefix(section, family+".") {
				return true
			}
			continue
		}
		if name == section {
			return true
		}
		if i+1 < len(head) && strings.TrimSpace(a.Section[at[1]:head[i+1][0]]) == "to" {
			last := a.Section[head[i+1][0]:head[i+1][1]]
			if Compare(name, section) <= 0 && Compare(section, last) <= 0 {
				return true
			}
		}
	}
	return false
}

// Compare orders section names and requirement ids as the document does:
// numbers by value, sections before annexes.
func Compare(a, b string) int {
	as, bs := splitID(a), splitID(b)
	for i := 0; i < len(as) && i < len(bs); i++ {
		if c := comparePart(as[i], bs[i]); c != 0 {
			return c
		}
	}
	return len(as) - len(bs)
}

// splitID cuts an id into its parts; the hyphen before the number becomes an
// empty part, so that the rows of a section precede its subsections.
func splitID(id string) []string {
	section, number, isRow := strings.Cut(id, "-")
	parts := strings.Split(section, ".")
	if isRow {
		parts = append(parts, "", number)
	}
	return parts
}

func comparePart(a, b string) int {
	na, aIsNumber := leadingNumber(a)
	nb, bIsNumber := leadingNumber(b)
	switch {
	case a == b:
		return 0
	case a == "" || b == "":
		return len(a) - len(b)
	case aIsNumber && bIsNumber && na != nb:
		return na - nb
	case aIsNumber != bIsNumber:
		if aIsNumber {
			return -1
		}
		return 1
	}
	return strings.Compare(a, b)
}

func leadingNumber(s string) (n int, found bool) {
	for i := 0; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		n, found = n*10+int(s[i]-'0'), true
	}
	return n, found
}
