package transcript

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// The text form is a list of blocks, each under a marker line:
//
//	##### cwmpspec transcript 1  case CPE-RETRY-002  factor 50
//	##### CPE->ACS  connection 1  +0.000120s  until +0.000350s  tls  session 1  bytes 812
//	##### connection 1 (ACS): closed by CPE  +0.100000s  note: reset
//
// After a message's marker come its bytes as they were and one added line end.
// The parties are CPE, ACS and FS (a file server); CPE-CR is the CPE's listener
// for connection requests. Of the suffixes, parted by two spaces, none is
// needed: without bytes the message ends where HTTP says and a marker follows.
const (
	markerStart = "##### "
	firstLine   = "##### cwmpspec transcript 1"
)

// marker is a marker line taken apart.
type marker struct {
	from, to  string // of a message
	closed    bool   // the end of a connection
	conn      int
	lane      string // in brackets, of an end
	by        string
	at        time.Duration
	until     time.Duration
	bytes     int // -1 if not given
	session   string
	intent    string
	truncated string
	note      string
	tls       bool
	pipelined bool
	interim   bool
}

var (
	messageLine = regexp.MustCompile(`^##### (CPE|ACS|FS|CPE-CR)->(CPE|ACS|FS|CPE-CR) +connection (\d+) +\+(\d+(?:\.\d+)?)s((?:  .*)?)$`)
	closeLine   = regexp.MustCompile(`^##### connection (\d+)(?: \((ACS|CPE-CR|FS)\):)? closed by (CPE|ACS|FS|CPE-CR)? +\+(\d+(?:\.\d+)?)s((?:  .*)?)$`)
)

const expected = `a marker line such as "##### CPE->ACS  connection 1  +0.000s"`

// parseMarker reads a marker line; ok is false if it is not one, and err says
// what is wrong with a line that would be one but for its suffixes.
func parseMarker(line string) (m marker, ok bool, err error) {
	m.bytes = -1
	var suffixes string
	if p := messageLine.FindStringSubmatch(line); p != nil {
		m.from, m.to, suffixes = p[1], p[2], p[5]
		m.conn, m.at = number(p[3]), seconds(p[4])
	} else if p := closeLine.FindStringSubmatch(line); p != nil {
		m.closed, m.lane, m.by, suffixes = true, p[2], p[3], p[5]
		m.conn, m.at = number(p[1]), seconds(p[4])
	} else {
		return m, false, nil
	}
	m.until = m.at
	for _, s := range strings.Split(suffixes, "  ") {
		key, value, _ := strings.Cut(strings.TrimSpace(s), " ")
		switch key {
		case "":
		case "tls":
			m.tls = true
		case "pipelined":
			m.pipelined = true
		case "interim":
			m.interim = true
		case "session":
			m.session = value
		case "intent:":
			m.intent = value
		case "truncated:":
			m.truncated = value
		case "note:":
			m.note = value
		case "until":
			m.until = seconds(strings.TrimSuffix(strings.TrimPrefix(value, "+"), "s"))
		case "bytes":
			if m.bytes = number(value); m.bytes < 0 {
				return m, true, fmt.Errorf("expected bytes and a number, got %q", s)
			}
		default:
			return m, true, fmt.Errorf("expected one of tls, session, bytes, until, intent, truncated, pipelined, interim, note, got %q", s)
		}
	}
	return m, true, nil
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

func seconds(s string) time.Duration {
	d, err := time.ParseDuration(s + "s")
	if err != nil {
		return 0
	}
	return d
}

func stamp(d time.Duration) string { return fmt.Sprintf("+%.6fs", d.Seconds()) }

// laneOf is the lane of a message; request tells its direction.
func (m *marker) laneOf() (lane wire.Lane, request bool) {
	switch {
	case m.from == "CPE-CR" || m.to == "CPE-CR":
		return wire.LaneCR, m.to == "CPE-CR"
	case m.from == "FS" || m.to == "FS":
		return wire.LaneFile, m.to == "FS"
	}
	return wire.LaneCWMP, m.to == "ACS"
}

func partyOf(s string) wire.Party { return wire.Party(strings.TrimSuffix(s, "-CR")) }

// ends are the names of the two ends of a lane in a marker: the CPE's and the other.
func ends(lane wire.Lane) (cpe, other string) {
	switch lane {
	case wire.LaneCR:
		return "CPE-CR", "ACS"
	case wire.LaneFile:
		return "CPE", "FS"
	}
	return "CPE", "ACS"
}
