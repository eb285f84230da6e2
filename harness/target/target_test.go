package target

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/fixtures"
)

func TestProblemsAreToldAllAtOnceWithLineAndKey(t *testing.T) {
	_, err := Parse("router.yaml", []byte(`identity:
  oui: 00d09e
  colour: red
levels: [mst]
claims:
  - upload
  - uplaod
  - upload
connection_request:
  enabled: perhaps
  url: ftp://x/
timeouts:
  boot: soon
  session: 0
hooks: reboot
borrow:
  multi_instance: Device.X
  writable:
    - name: Device.
credentials:
  scheme:
  username: [a]
levels: [must]
`))
	if err == nil {
		t.Fatal("nothing was found wrong")
	}
	want := []string{
		`router.yaml:2: identity: oui: "00d09e" is not an OUI: six hexadecimal digits, letters in upper case`,
		`router.yaml:3: identity: there is no key "colour"; known: oui, product_class, serial_number`,
		`router.yaml:4: levels: "mst" is not known; allowed: must, should`,
		`router.yaml:7: claims: "uplaod" is not known; allowed: cwmp-1.0, cwmp-1.1, `,
		`router.yaml:8: claims: "upload" stands in the list twice`,
		`router.yaml:10: connection_request: enabled: "perhaps" is not known; allowed: true, false`,
		`router.yaml:11: connection_request: url: "ftp://x/" is not an http or https URL`,
		`router.yaml:13: timeouts: boot: "soon" is not a whole number of seconds`,
		`router.yaml:14: timeouts: session: 0 is not allowed; the least is 1 second`,
		`router.yaml:15: hooks: "reboot" stands where keys are expected; known: power_cycle, factory_reset, local_value_change`,
		`router.yaml:17: borrow: multi_instance: "Device.X" is not the path of an object, with a dot at the end`,
		`router.yaml:19: borrow: writable: name: "Device." is not the full path of a Parameter`,
		`router.yaml:21: credentials: scheme: "" is not known; allowed: digest, basic, none`,
		`router.yaml:22: credentials: username: a list stands where one value is expected`,
		`router.yaml:23: levels: the key stands here a second time; the first is in line 4`,
	}
	got := strings.Split(err.Error(), "\n")
	for i, line := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], line) {
			t.Fatalf("problem %d: want %s, all are:\n%s", i+1, line, err)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d problems, want %d:\n%s", len(got), len(want), err)
	}
}

func TestASettingHasAName(t *testing.T) {
	for text, want := range map[string]string{
		"borrow: {writable: [{value: x}]}": "x.yaml:1: borrow: writable: the entry has no name",
		"borrow: {writable: [{name: }]}":   `x.yaml:1: borrow: writable: name: "" is not the full path of a Parameter`,
		"borrow:\n  writable:\n    -\n":    `x.yaml:3: borrow: writable: "" stands where keys are expected`,
	} {
		if _, err := Parse("x.yaml", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %s", text, err, want)
		}
	}
}

func TestBrokenYAMLNamesFileAndLine(t *testing.T) {
	_, err := Parse("router.yaml", []byte("levels: [must\nclaims: {\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "router.yaml:") || !strings.Contains(err.Error(), "is not YAML") {
		t.Errorf("the error is %v", err)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
}

func TestAnEmptyFileIsTheDefault(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "identity:\n"} {
		got, err := Parse("x", []byte(text))
		if err != nil || !reflect.DeepEqual(got, Default()) {
			t.Errorf("%q is read as %+v, %v", text, got, err)
		}
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	full := Default()
	full.Identity = Identity{OUI: "001122", ProductClass: "Box: the #1", SerialNumber: "007"}
	full.Credentials = Credentials{Username: "null", Password: " \"'\\\t\u00e4 yes: no #", Scheme: "basic", Algorithm: "SHA-256"}
	full.ConnectionRequest = ConnectionRequest{URL: "http://10.0.0.1:7547/a?b=c", Username: "true", Password: "- x"}
	full.Levels = []string{"must"}
	full.Claims = []string{"upload", "tls"}
	full.Hooks.PowerCycle = Hook{Command: "ssh pdu 'off 3; sleep 2; on 3' # third port " + strings.Repeat("long ", 60), Timeout: 7}
	full.Borrow = Borrow{
		Writable:      []Setting{{Name: "Device.A.B", Value: "1.0", Type: "string"}, {Name: "Device.C", Value: ""}},
		MultiInstance: "Device.NAT.PortMapping.",
	}
	for name, want := range map[string]*Target{"default": Default(), "full": full} {
		var b bytes.Buffer
		if err := want.Write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := Parse(name, b.Bytes())
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, b.String())
		}
		// An empty list and no list are the same in the file.
		if len(got.Borrow.Writable) == 0 {
			got.Borrow.Writable = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v\nwant %+v\n%s", name, got, want, b.String())
		}
	}
}

func TestEveryKeyIsExplainedAndEveryClaimIsKnownOnce(t *testing.T) {
	var b bytes.Buffer
	if err := Default().Write(&b); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range claims {
		if seen[c.ID] || c.Says == "" || c.Discovery == "" {
			t.Errorf("claim %q is twice in the table or says nothing", c.ID)
		}
		seen[c.ID] = true
		if !strings.Contains(b.String(), c.ID+" ") {
			t.Errorf("the written file does not mention the claim %s", c.ID)
		}
	}
	if _, found := LookupClaim("telepathy"); found {
		t.Error("there is a claim telepathy")
	}
}

func TestLacks(t *testing.T) {
	target := Default()
	target.Hooks.PowerCycle.Command = "true"
	target.Borrow.ReadOnly = "Device.DeviceInfo.UpTime"
	for need, want := range map[string]string{
		NeedPowerCycle:        "",
		NeedReadOnly:          "",
		NeedConnectionRequest: "",
		NeedFactoryReset:      "the target file has no hooks: factory_reset: command",
		NeedWritable:          "the target file has no borrow: writable",
		"upload":              "the target file does not claim upload",
	} {
		if got := target.Lacks(need); got != want {
			t.Errorf("%s: %q, want %q", need, got, want)
		}
	}
	target.ConnectionRequest.Enabled = false
	if target.Lacks(NeedConnectionRequest) == "" {
		t.Error("Connection Requests are not lacking though they are switched off")
	}
}

func TestSampleTargetsAreValid(t *testing.T) {
	names, err := fs.Glob(fixtures.Targets, "targets/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("samples: %v, %v", names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fixtures.Targets, name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(name, data); err != nil {
			t.Error(err)
		}
	}
}
