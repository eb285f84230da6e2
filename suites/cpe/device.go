package cpe

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Parameter is a parameter of the device and its XML Schema type.
type Parameter struct{ Name, Type string }

// Device is what was learnt of the device under test before the run.
type Device struct {
	Inform               *cwmp.Inform
	Namespace            string   // the CWMP namespace of its Inform
	Versions             []string // its SupportedCWMPVersions header as far as it can be read
	Root                 string   // "Device." or "InternetGatewayDevice."
	ConnectionRequestURL string
	Methods              []string                   // GetRPCMethodsResponse
	Tree                 []cwmp.ParameterInfoStruct // GetParameterNames of the root, all levels
	Values               map[string]cwmp.Value      // of DeviceInfo, ManagementServer and what is borrowed

	// Borrowed: what the cases may change, from the target file or, without
	// one, parameters that every CPE has and that are harmless to change.
	String, Boolean, Unsigned, DateTime Parameter
	ReadOnly                            Parameter
	// Object is a multi-instance object that instances may be added to, ""
	// if there is none; it ends with a dot. Objects are all such objects.
	Object  string
	Objects []string

	model *datamodel.Model // as far as the suite knows it, see row
}

// Borrow is what the target file lends, "" or nil where it says nothing.
type Borrow struct {
	String, Boolean, Unsigned, DateTime, ReadOnly string
	Object                                        string
}

// Expect keeps the device's next session for Learn. Without it a device that
// calls in the moment between the address being told and Learn would be served
// calmly, and have no reason to call again.
func (e *Env) Expect() {
	if e.expected == nil {
		e.expected = e.ACS.Claim("")
	}
}

// Learn waits for the first session with the device and reads what it is. tell
// is called with each thing learnt; what cannot be read is told too, and
// learning goes on: a device that fails at it is to be judged by the cases. The
// sessions are recorded outside every case.
func Learn(ctx context.Context, e *Env, first time.Duration, b Borrow, crUsername, crPassword string, tell func(string)) error {
	e.Expect()
	c := &CPE{T: conform.Outside(ctx, "CPE-LEARN-001"), Env: e, claim: e.expected}
	defer c.claim.Release()
	e.expected = nil
	e.Device = &Device{Root: "Device."}
	if e.Start != nil {
		e.Start()
	}
	if err := c.Attempt(func() {
		c.Await("the device to come", 0, first)
		if c.Next(first) == nil {
			c.Stop("no Inform came within %s", first)
		}
	}); err != nil {
		return err
	}
	e.Device.Inform = c.session.Inform()
	e.Device.fromInform(c.session.InformEnvelope())
	id := e.Device.Inform.DeviceId
	e.ACS.SetDevice(id)
	tell(fmt.Sprintf("device   %s %s, OUI %s, serial number %s", id.Manufacturer, id.ProductClass, id.OUI, id.SerialNumber))
	c.learn(b, crUsername, crPassword, tell)
	return ctx.Err()
}

func (d *Device) fromInform(env *cwmp.Envelope) {
	d.Namespace = env.Namespace
	d.Versions = slices.DeleteFunc(slices.Clone(env.Header.SupportedCWMPVersions), func(v string) bool { return !versionForm.MatchString(v) })
	d.Root = "Device."
	d.Values = map[string]cwmp.Value{}
	for _, p := range d.Inform.ParameterList {
		if strings.HasPrefix(p.Name, "InternetGatewayDevice.") {
			d.Root = "InternetGatewayDevice."
		}
		if strings.HasSuffix(p.Name, ".ManagementServer.ConnectionRequestURL") {
			d.ConnectionRequestURL = strings.TrimSpace(p.Value.Text)
		}
		d.Values[p.Name] = p.Value
	}
}

func (t *CPE) learn(b Borrow, crUsername, crPassword string, tell func(string)) {
	d := t.Device
	step := func(what string, read func()) {
		if err := t.Attempt(read); err != nil && t.Ctx.Err() == nil {
			tell(what + " could not be read: " + err.Error())
			if !t.idle {
				_ = t.Attempt(t.End) // the next step opens a session of its own
			}
		}
	}
	step("methods ", func() {
		// A fault is for the cases to judge; it leaves the session open.
		r := t.Call(&cwmp.GetRPCMethods{})
		if m, ok := r.Body.(*cwmp.GetRPCMethodsResponse); ok {
			d.Methods = m.MethodList
		}
		tell("methods  " + strings.Join(d.Methods, " "))
	})
	step("tree    ", func() {
		d.Tree = t.Names(d.Root, false)
		tell(fmt.Sprintf("tree     %d names below %s", len(d.Tree), d.Root))
	})
	for _, name := range []string{d.Root + "RootDataModelVersion", d.Root + "DeviceSummary"} {
		if _, known := d.Values[name]; d.Has(name) && !known {
			step(name, func() { t.read(name) })
		}
	}
	for _, branch := range []string{d.Root + "DeviceInfo.", d.Root + "ManagementServer."} {
		if !d.Has(branch) {
			continue
		}
		if t.Attempt(func() { t.read(branch) }) != nil {
			if !t.idle {
				_ = t.Attempt(t.End)
			}
			step(branch, func() { t.read(d.below(branch)...) })
		}
	}
	d.choose(b)
	if d.ConnectionRequestURL == "" {
		tell("listener none: sessions begin only when the device itself has a reason")
	} else {
		step("the answer to setting the credentials of connection requests", func() { t.setConnectionRequest(crUsername, crPassword) })
		tell("listener " + d.ConnectionRequestURL)
	}
	if mode := d.Root + "ManagementServer.InstanceMode"; trim(d.Values[mode].Text) == "InstanceAlias" {
		// Cases know instances by number; those of aliases choose the mode themselves.
		step("the answer to setting InstanceMode", func() { t.SetKey("cwmpspec", value(mode, "string", "InstanceNumber")) })
		tell("mode     InstanceMode was InstanceAlias and is set to InstanceNumber")
	}
	step("the end of the session", t.End)
}

// read reads values into Device.Values.
func (t *CPE) read(names ...string) {
	for _, p := range must[cwmp.GetParameterValuesResponse](t, t.Get(names...)).ParameterList {
		t.Device.Values[p.Name] = p.Value
	}
}

// below lists the Parameters directly below an Object.
func (d *Device) below(object string) []string {
	var names []string
	for _, p := range d.Tree {
		if rest, ok := strings.CutPrefix(p.Name, object); ok && rest != "" && !strings.Contains(rest, ".") {
			names = append(names, p.Name)
		}
	}
	return names
}

// setConnectionRequest gives the device the credentials for connection
// requests, as an ACS does in a device's first session. A device that does not
// take them keeps those it has; the target file then names them.
func (t *CPE) setConnectionRequest(username, password string) {
	prefix := t.Device.Root + "ManagementServer.ConnectionRequest"
	listed := len(t.Device.Tree) > 0
	if username == "" || listed && (!t.Device.writable(prefix+"Username") || !t.Device.writable(prefix+"Password")) {
		return
	}
	t.SetKey("cwmpspec", value(prefix+"Username", "string", username), value(prefix+"Password", "string", password))
}

func (d *Device) writable(name string) bool {
	i := slices.IndexFunc(d.Tree, func(p cwmp.ParameterInfoStruct) bool { return p.Name == name })
	return i >= 0 && d.Tree[i].Writable
}

// Has says whether the device listed a parameter or object.
func (d *Device) Has(name string) bool {
	return slices.ContainsFunc(d.Tree, func(p cwmp.ParameterInfoStruct) bool { return p.Name == name })
}

// choose decides what the cases may change.
func (d *Device) choose(b Borrow) {
	server := d.Root + "ManagementServer."
	pick := func(lent string, xsd string, usual ...string) Parameter {
		if lent != "" {
			usual = []string{lent}
		}
		for _, name := range usual {
			if v, ok := d.Values[name]; ok && (d.writable(name) || lent != "") {
				if v.Type != "" {
					xsd = v.Type
				}
				return Parameter{name, xsd}
			}
		}
		return Parameter{}
	}
	d.String = pick(b.String, "string", d.Root+"DeviceInfo.ProvisioningCode")
	d.Boolean = pick(b.Boolean, "boolean", server+"UpgradesManaged", server+"PeriodicInformEnable")
	d.Unsigned = pick(b.Unsigned, "unsignedInt", server+"PeriodicInformInterval")
	d.DateTime = pick(b.DateTime, "dateTime", server+"PeriodicInformTime")
	d.ReadOnly = Parameter{d.Root + "DeviceInfo.SoftwareVersion", "string"}
	if b.ReadOnly != "" {
		d.ReadOnly.Name = b.ReadOnly
	}
	if d.Objects = []string{b.Object}; b.Object == "" {
		d.Objects = d.someObjects()
	}
	if len(d.Objects) > 0 {
		d.Object = d.Objects[0]
	}
}

// versionForm is that of the versions that the suite knows; those after 1.4 are
// the device's own matter.
var versionForm = regexp.MustCompile(`^1\.[0-4]$`)

// harmless are objects in which an added instance is disabled by default and
// changes nothing in the device's service.
var harmless = []*regexp.Regexp{
	regexp.MustCompile(`^Device\.NAT\.PortMapping\.$`),
	regexp.MustCompile(`^Device\.NAT\.PortTrigger\.$`),
	regexp.MustCompile(`^Device\.Routing\.Router\.\d+\.IPv4Forwarding\.$`),
	regexp.MustCompile(`^Device\.DHCPv4\.Server\.Pool\.$`),
	regexp.MustCompile(`^Device\.QoS\.Classification\.$`),
	regexp.MustCompile(`^Device\.Users\.User\.$`),
	regexp.MustCompile(`^InternetGatewayDevice\.WANDevice\.\d+\.WANConnectionDevice\.\d+\.WAN(IP|PPP)Connection\.\d+\.PortMapping\.$`),
	regexp.MustCompile(`^InternetGatewayDevice\.Layer3Forwarding\.Forwarding\.$`),
	regexp.MustCompile(`^InternetGatewayDevice\.QueueManagement\.Classification\.$`),
}

func (d *Device) someObjects() []string {
	var list []string
	for _, form := range harmless {
		for _, p := range d.Tree {
			if p.Writable && form.MatchString(p.Name) {
				list = append(list, p.Name)
			}
		}
	}
	return list
}

// Version is the highest CWMP version that the device's Inform tells of.
func (d *Device) Version() string {
	if len(d.Versions) > 0 {
		return slices.Max(d.Versions)
	}
	switch d.Namespace {
	case cwmp.NS10:
		return "1.0"
	case cwmp.NS11:
		return "1.1"
	}
	return "1.2" // or 1.3: the namespace does not tell them apart (3.7.1.1)
}

// Supports says whether the device listed an RPC method.
func (d *Device) Supports(method string) bool { return slices.Contains(d.Methods, method) }

// Verdict is the device as results.json names it.
func (d *Device) Verdict() verdict.Device {
	id := d.Inform.DeviceId
	info := d.Root + "DeviceInfo."
	v := verdict.Device{Manufacturer: id.Manufacturer, OUI: id.OUI, ProductClass: id.ProductClass, SerialNumber: id.SerialNumber,
		SoftwareVersion: d.Values[info+"SoftwareVersion"].Text, HardwareVersion: d.Values[info+"HardwareVersion"].Text}
	if version := d.Values["Device.RootDataModelVersion"].Text; version != "" {
		v.DataModel = "Device:" + version
	} else if summary := d.Values["InternetGatewayDevice.DeviceSummary"].Text; summary != "" {
		v.DataModel, _, _ = strings.Cut(summary, "[")
	}
	return v
}

// Parameters is the tree of the device as results.json keeps it: full names,
// those of objects with a dot at the end, and whether they are writable.
func (d *Device) Parameters() map[string]bool {
	tree := map[string]bool{}
	for _, p := range d.Tree {
		tree[p.Name] = p.Writable
	}
	return tree
}
