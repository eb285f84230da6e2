package target

import (
	"io"
	"reflect"
)

// ACS is the content of a target file that describes an ACS under test. The
// tags are as in Target.
type ACS struct {
	URL               string         `yaml:"url" check:"url" doc:"The ACS URL; the one on the command line overrules it."`
	Credentials       ACSCredentials `yaml:"credentials" doc:"What the devices prove their identity with. The ACS has to take them for any device with OUI 00005E and ProductClass cwmpspec."`
	Authentication    string         `yaml:"authentication" allowed:"required,none" doc:"none says that the ACS is meant to serve devices without authentication; what the standard demands of it is then not judged."`
	Version           string         `yaml:"version" allowed:",1.0,1.1,1.2,1.3,1.4" doc:"The highest CWMP version of the ACS. Left empty, it is what the ACS tells."`
	Driver            Driver         `yaml:"driver" doc:"How to make the ACS call methods of a device, see docs/writing-a-driver.md."`
	ConnectionRequest ACSCalls       `yaml:"connection_request" doc:"Where the devices take Connection Requests."`
	TLS               ACSTLS         `yaml:"tls" doc:"Files in PEM form for an https URL, relative to this file."`
	Levels            []string       `yaml:"levels" allowed:"must,should" doc:"What is judged: broken MUSTs fail the ACS, broken SHOULDs are warnings."`
	CaseIDs           bool           `yaml:"case_ids_on_wire" doc:"Put the id of the running case into serial numbers, cwmp:ID and User-Agent, so that it is found in the ACS."`
	Patience          Seconds        `yaml:"patience" check:"positive" doc:"Seconds to wait for a response of the ACS; the standard has a device wait 30."`

	path string
}

// ACSCredentials are the user name and password that the ACS knows (3.4.4).
type ACSCredentials struct {
	Username string `yaml:"username"`
	Password string `yaml:"password"`
}

// Driver is how the ACS is operated.
type Driver struct {
	Kind    string   `yaml:"kind" allowed:"none,exec,genieacs"`
	Command string   `yaml:"command" doc:"Of exec: run by sh -c for each action, which it reads as JSON from standard input."`
	Actions []string `yaml:"actions" doc:"Of exec: the actions that the command can do: names of RPCs, and ConnectionRequest."`
	Timeout Seconds  `yaml:"timeout" check:"positive" doc:"Seconds until an action counts as failed."`
	URL     string   `yaml:"url" check:"url" doc:"Of genieacs: its NBI, for example http://127.0.0.1:7557."`
}

// ACSCalls is where Connection Requests are taken (3.2.2.2).
type ACSCalls struct {
	Listen   string `yaml:"listen" doc:"Host and port to listen on; port 0 takes a free one. Empty: there is no listener."`
	Host     string `yaml:"host" doc:"The host by which the ACS reaches it, where it differs."`
	Username string `yaml:"username" doc:"What the ACS shows unless it sets other credentials; made up if empty."`
	Password string `yaml:"password"`
}

// ACSTLS holds the files of the client side of https.
type ACSTLS struct {
	CA          string `yaml:"ca" doc:"Authorities that may sign the certificate of the ACS; empty for those of the system."`
	Certificate string `yaml:"certificate" doc:"Certificate of the devices, if the ACS asks for one."`
	Key         string `yaml:"key"`
}

// DefaultACS is a target without a driver and without credentials.
func DefaultACS() *ACS {
	return &ACS{Authentication: "required", Driver: Driver{Kind: "none", Timeout: 30}, ConnectionRequest: ACSCalls{Listen: "0.0.0.0:0"},
		Levels: []string{"must", "should"}, CaseIDs: true, Patience: 60}
}

// LoadACS reads a target file of an ACS as Load does that of a device.
func LoadACS(path string) (*ACS, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	t, err := ParseACS(path, data)
	if err != nil {
		return nil, err
	}
	t.path = path
	return t, nil
}

// ParseACS reads the content of a target file; name stands for it in errors.
func ParseACS(name string, data []byte) (*ACS, error) {
	t := DefaultACS()
	if err := parse(name, data, reflect.ValueOf(t).Elem()); err != nil {
		return nil, err
	}
	return t, nil
}

// Path is the file that the target was loaded from; empty for one that was
// made in another way.
func (t *ACS) Path() string { return t.path }

// Write gives the target as a commented YAML file that LoadACS reads back.
func (t *ACS) Write(w io.Writer) error {
	return write(w, t, "what the tester has to know of one ACS", "the value that stands here if nothing was changed")
}
