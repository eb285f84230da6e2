// Package verdict holds what a run found: findings, the verdict of each case,
// the run as a whole and its exit code. Its JSON is results.json, the truth
// that every report is made from.
package verdict

import "time"

// Outcome is the verdict on one case.
type Outcome string

// The outcomes, from best to worst where they can be compared.
const (
	Pass   Outcome = "pass"
	Warn   Outcome = "warn"   // only SHOULDs were broken
	Skip   Outcome = "skip"   // not applicable; the reason names the missing claim or hook
	NotRun Outcome = "notrun" // selected, but the run ended first
	Known  Outcome = "known"  // failed exactly as the waiver file says
	Fail   Outcome = "fail"   // a MUST was broken, or a waiver is no longer true
	Error  Outcome = "error"  // could not be judged
)

// Where points at the evidence of a finding.
type Where struct {
	Transcript string `json:"transcript,omitempty"` // file, relative to results.json
	Exchange   int    `json:"exchange,omitempty"`   // number in the transcript, from 1
	Connection int    `json:"connection,omitempty"`
	From       string `json:"from,omitempty"`   // who sent the bytes: CPE or ACS
	Line       int    `json:"line,omitempty"`   // in the message, from 1
	Offset     int    `json:"offset,omitempty"` // in the message's bytes, from 0
	Bytes      string `json:"bytes,omitempty"`  // the bytes in question, shortened
}

// Finding is one requirement seen broken.
type Finding struct {
	Requirement string `json:"requirement"`
	Level       string `json:"level"` // must, must-not, should, should-not
	Section     string `json:"section"`
	Says        string `json:"says"`  // the requirement, in the catalogue's words
	Check       string `json:"check"` // the rule or case that found it
	Expected    string `json:"expected"`
	Got         string `json:"got"`
	Where       Where  `json:"where"`
	Count       int    `json:"count"` // how often it was seen in this case; Where is the first place
}

// NoteLevel is the level of a robustness note, which has no requirement.
const NoteLevel = "note"

// Breaks says that the finding breaks a MUST, not only a SHOULD.
func (f Finding) Breaks() bool { return f.Level == "must" || f.Level == "must-not" }

// Case is the verdict on one case with all that is needed to understand it.
type Case struct {
	ID      string   `json:"id"`
	Subject string   `json:"subject"`
	Title   string   `json:"title"`
	Covers  []string `json:"covers"`
	Steps   string   `json:"steps,omitempty"`  // what the suite did; empty for a rule
	Passes  string   `json:"passes,omitempty"` // what has to follow; empty for a rule
	Outcome Outcome  `json:"outcome"`
	Reason  string   `json:"reason,omitempty"` // of a skip, an error, a case not run
	// Diagnosis says why a session of the case did not run its course; nil if
	// all did, or if that had nothing to do with the outcome.
	Diagnosis *Diagnosis `json:"diagnosis,omitempty"`
	Findings  []Finding  `json:"findings,omitempty"`
	// Passive is what the passive rules found in the traffic of the case. It
	// counts in the result of the rule, so that one fault that every session
	// shows does not fail every case; it is among Findings too if the case
	// itself could not go on.
	Passive []Finding `json:"passive,omitempty"`
	// Notes tell of what no requirement says, such as how malformed input is
	// met. They have no requirement, and no say in the outcome.
	Notes      []Finding     `json:"notes,omitempty"`
	Started    time.Time     `json:"started"`
	Duration   time.Duration `json:"duration_ns"`
	Transcript string        `json:"transcript,omitempty"` // file, relative to results.json
	Rerun      string        `json:"rerun,omitempty"`      // the command that runs just this again
}

// Device identifies the device under test.
type Device struct {
	Manufacturer    string `json:"manufacturer"`
	OUI             string `json:"oui"`
	ProductClass    string `json:"product_class"`
	SerialNumber    string `json:"serial_number"`
	SoftwareVersion string `json:"software_version,omitempty"`
	HardwareVersion string `json:"hardware_version,omitempty"`
	DataModel       string `json:"data_model,omitempty"` // for example "Device:2.15"
	// Of an ACS under test.
	URL    string `json:"url,omitempty"`
	Server string `json:"server,omitempty"` // what it calls itself in HTTP
	// What it showed a new device before the run.
	CWMPVersion    string `json:"cwmp_version,omitempty"`   // settled with a device of CWMP 1.4
	Authentication string `json:"authentication,omitempty"` // schemes and realms that it asks for, or "none"
	Methods        string `json:"methods,omitempty"`        // of its GetRPCMethodsResponse, with spaces between
	Calls          string `json:"calls,omitempty"`          // what it called by itself, in order, with spaces between
}

// Claim is one thing that the device was taken to be able to do.
type Claim struct {
	ID     string `json:"id"`
	Source string `json:"source"` // where it was said: "target file", "device", or "fault ID" of a demo
}

// Scope is what of its suite a run was to judge.
type Scope struct {
	Only   []string `json:"only,omitempty"`   // case and requirement ids that were asked for
	Labels string   `json:"labels,omitempty"` // the label filter
	Level  string   `json:"level"`            // must: what only breaks a SHOULD was left out; should: nothing was
	Cases  int      `json:"cases"`            // how many cases the suite has
}

// Facts is what the passive rules were told of the device beside the traffic.
// With it the rules can be run again over the transcripts.
type Facts struct {
	HighestVersion string `json:"highest_version,omitempty"` // of CWMP
	OwnUsername    bool   `json:"own_username,omitempty"`
	// Parameters holds the values of DeviceInfo and ManagementServer as read
	// before the run, by full name, with secrets blanked.
	Parameters map[string]string `json:"parameters,omitempty"`
}

// File is a file of a run, as it was when the run wrote it.
type File struct {
	Name   string `json:"name"` // relative to results.json
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"` // in hexadecimal
}

// Part is a run that a report was merged from. The names of its transcripts
// begin with Prefix; the ids of its cases end in "@" and Label if the report is
// about several devices.
type Part struct {
	Name    string    `json:"name"` // the directory of the run
	Prefix  string    `json:"prefix"`
	Label   string    `json:"label"` // of its device
	Device  Device    `json:"device"`
	Facts   Facts     `json:"facts"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended"`
}

// Run is one run of a suite against one device: the content of results.json.
type Run struct {
	Schema      int       `json:"schema"` // version of this form
	Tool        string    `json:"tool"`
	Version     string    `json:"version"`
	Catalogue   string    `json:"catalogue"` // version of the requirement catalogue
	Suite       string    `json:"suite"`     // cpe or acs
	Device      Device    `json:"device"`
	Devices     []Device  `json:"devices,omitempty"` // instead of Device: of a report merged from several
	Parts       []Part    `json:"parts,omitempty"`   // the runs that a report was merged from
	Started     time.Time `json:"started"`
	Ended       time.Time `json:"ended"`
	Scale       float64   `json:"scale"` // protocol seconds per real second
	Scope       Scope     `json:"scope"`
	Facts       Facts     `json:"facts"`
	Claims      []Claim   `json:"claims,omitempty"`
	Hooks       []string  `json:"hooks,omitempty"`   // names of the hooks that could be used
	Waivers     Waivers   `json:"waivers,omitempty"` // all of the waiver file, in use or not
	Interrupted string    `json:"interrupted,omitempty"`
	Note        string    `json:"note,omitempty"` // for example after which case the device fell silent
	// Diagnosis says why the session that opens or closes the run did not come about.
	Diagnosis   *Diagnosis `json:"diagnosis,omitempty"`
	Cases       []Case     `json:"cases"`
	Transcripts []File     `json:"transcripts,omitempty"`
	// Parameters is the tree of the device as it was read before the run: full
	// names, those of objects with a dot at the end, and whether they are writable.
	Parameters map[string]bool `json:"parameters,omitempty"`
}
