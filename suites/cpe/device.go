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
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// Parameter is a parameter of the device and its XML Schema type.
type Parameter struct{ Name, Type string }

// Device is what was learnt of the device under test before the run.
type Device struct {
	Inform               *cwmp.Inform
	Namespace            string   // the CWMP namespace of its Inform
	Versions             []string // its SupportedCWMPVersions header, nil if there was none
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
	// if there is none; it ends with a dot.
	Object string
}

// Borrow is what the target file lends, "" or nil where it says nothing.
type Borrow struct {
	String, Boolean, Unsigned, DateTime, ReadOnly string
	Object                                        string
}

// Learn opens the first session with the device and reads what it is. tell is
// called with each thing learnt; the session is recorded outside every case.
func Learn(ctx context.Context, e *Env, first time.Duration, b Borrow, crUsername, crPassword string, tell func(string)) error {
	c := &CPE{T: conform.Outside(ctx, "CPE-LEARN-001"), Env: e, claim: e.ACS.Claim("")}
	defer c.claim.Release()
	return c.Attempt(func() {
		if c.Next(first) == nil {
			c.Stop("no Inform came")
		}
		e.Device = &Device{Inform: c.session.Inform()}
		e.Device.fromInform(c.session.InformEnvelope())
		e.ACS.SetDevice(e.Device.Inform.DeviceId)
		id := e.Device.Inform.DeviceId
		tell(fmt.Sprintf("device   %s %s, OUI %s, serial number %s", id.Manufacturer, id.ProductClass, id.OUI, id.SerialNumber))
		c.learn(b, crUsername, crPassword, tell)
		c.End()
	})
}

func (d *Device) fromInform(env *cwmp.Envelope) {
	d.Namespace = env.Namespace
	d.Versions = env.Header.SupportedCWMPVersions
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
	if m, ok := t.Call(&cwmp.GetRPCMethods{}).Body.(*cwmp.GetRPCMethodsResponse); ok {
		d.Methods = m.MethodList
	}
	tell("methods  " + strings.Join(d.Methods, " "))
	d.Tree = t.Names(d.Root, false)
	tell(fmt.Sprintf("tree     %d names below %s", len(d.Tree), d.Root))
	for _, branch := range []string{"DeviceInfo.", "ManagementServer."} {
		t.read(d.Root + branch)
	}
	d.choose(b)
	if d.ConnectionRequestURL != "" {
		t.setConnectionRequest(crUsername, crPassword)
		tell("listener " + d.ConnectionRequestURL)
	} else {
		tell("listener none: sessions begin only when the device itself has a reason")
	}
}

// read reads one branch of the tree, if the device has it, into Values.
func (t *CPE) read(path string) {
	if !slices.ContainsFunc(t.Device.Tree, func(p cwmp.ParameterInfoStruct) bool { return p.Name == path }) {
		return
	}
	if r, ok := t.Get(path).Body.(*cwmp.GetParameterValuesResponse); ok {
		for _, p := range r.ParameterList {
			t.Device.Values[p.Name] = p.Value
		}
	}
}

// setConnectionRequest gives the device the credentials for connection
// requests, as an ACS does in a device's first session. A device that does not
// take them keeps those it has; the target file then names them.
func (t *CPE) setConnectionRequest(username, password string) {
	prefix := t.Device.Root + "ManagementServer.ConnectionRequest"
	if username == "" || !t.Device.writable(prefix+"Username") || !t.Device.writable(prefix+"Password") {
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
	d.Object = b.Object
	if d.Object == "" {
		d.Object = d.someObject()
	}
}

// harmless are objects in which an added instance is disabled by default and
// changes nothing in the device's service.
var harmless = []*regexp.Regexp{
	regexp.MustCompile(`^Device\.NAT\.PortMapping\.$`),
	regexp.MustCompile(`^Device\.Routing\.Router\.\d+\.IPv4Forwarding\.$`),
	regexp.MustCompile(`^Device\.DHCPv4\.Server\.Pool\.$`),
	regexp.MustCompile(`^Device\.QoS\.Classification\.$`),
	regexp.MustCompile(`^Device\.Users\.User\.$`),
	regexp.MustCompile(`^InternetGatewayDevice\.WANDevice\.\d+\.WANConnectionDevice\.\d+\.WAN(IP|PPP)Connection\.\d+\.PortMapping\.$`),
	regexp.MustCompile(`^InternetGatewayDevice\.Layer3Forwarding\.Forwarding\.$`),
	regexp.MustCompile(`^InternetGatewayDevice\.QueueManagement\.Classification\.$`),
}

func (d *Device) someObject() string {
	for _, form := range harmless {
		for _, p := range d.Tree {
			if p.Writable && form.MatchString(p.Name) {
				return p.Name
			}
		}
	}
	return ""
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
