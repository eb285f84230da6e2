package datamodel

import (
	"errors"
	"testing"
)

func TestFactory(t *testing.T) {
	for _, m := range []*Model{Device2(), IGD1()} {
		tree := m.New()
		params := tree.Root().Params()
		if len(params) < 60 || len(params) > 220 {
			t.Errorf("%s has %d parameters", m.Name, len(params))
		}
		for _, n := range params {
			if _, err := n.Row.Parse(tree.Value(n)); err != nil && tree.Value(n) != "" {
				t.Errorf("the factory value of %s: %v", n.Path(), err)
			}
			if tree.Find(n.Path()) != n {
				t.Errorf("%s is not found by its path", n.Path())
			}
		}
		if got := len(tree.ForcedInform()); got < 6 {
			t.Errorf("%s has %d forced Inform parameters", m.Name, got)
		}
		if c := tree.Clash(); c != nil {
			t.Errorf("the factory rows clash: %s", c[0].Path())
		}
	}
}

func TestFind(t *testing.T) {
	tree := Device2().New()
	for path, want := range map[string]bool{
		"Device.": true, "Device": false, "device.": false, "": false,
		"Device.DeviceInfo.UpTime": true, "Device.DeviceInfo.UpTime.": false, "Device.DeviceInfo": false,
		"Device.Hosts.Host.1.": true, "Device.Hosts.Host.1": false, "Device.Hosts.Host.2.": false, "Device.Hosts.Host.01.": false,
		"Device.NAT.PortMapping.": true, "Device.Hosts..": false,
	} {
		if got := tree.Find(path) != nil; got != want {
			t.Errorf("Find(%q) = %v", path, got)
		}
	}
}

func TestRows(t *testing.T) {
	tree := Device2().New()
	table := tree.Find("Device.NAT.PortMapping.")
	first, err := tree.Add(table)
	if err != nil || first.Path() != "Device.NAT.PortMapping.1." {
		t.Fatal(first.Path(), err)
	}
	if tree.Get("Device.NAT.PortMappingNumberOfEntries") != "1" || tree.Get("Device.NAT.PortMapping.1.Protocol") != "TCP" {
		t.Error("the new row is not counted or not filled")
	}
	copied := tree.Clone()
	tree.Delete(first)
	if copied.Find("Device.NAT.PortMapping.1.") == nil || tree.Find("Device.NAT.PortMapping.1.") != nil {
		t.Error("deleting reached the clone or missed the tree")
	}
	if again, _ := tree.Add(table); again.Name != "2" {
		t.Errorf("the number %s was used again", again.Name)
	}
	for err == nil {
		_, err = tree.Add(table)
	}
	if !errors.Is(err, ErrFull) || len(table.Children) != table.Row.MaxRows {
		t.Errorf("%v with %d rows", err, len(table.Children))
	}
	for _, row := range table.Children[:2] {
		if err := tree.Put(row.Path()+"Enable", "true"); err != nil {
			t.Fatal(err)
		}
	}
	if len(tree.Clash()) != 3 {
		t.Error("two enabled rows with the same key were not found")
	}
}

func TestParse(t *testing.T) {
	m := Device2()
	for _, c := range []struct {
		path, text, want string
		err              error
	}{
		{"Device.ManagementServer.PeriodicInformEnable", "1", "true", nil},
		{"Device.ManagementServer.PeriodicInformEnable", "yes", "", ErrType},
		{"Device.ManagementServer.PeriodicInformInterval", "0", "", ErrValue},
		{"Device.ManagementServer.PeriodicInformInterval", "-1", "", ErrType},
		{"Device.ManagementServer.PeriodicInformInterval", "4294967295", "4294967295", nil},
		{"Device.ManagementServer.PeriodicInformTime", "2020-01-01T00:00:00+02:00", "", ErrValue},
		{"Device.ManagementServer.PeriodicInformTime", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", nil},
		{"Device.Ethernet.Interface.{i}.DuplexMode", "full", "", ErrValue},
		{"Device.DHCPv4.Server.Pool.{i}.Option.{i}.Value", "0aff", "0AFF", nil},
		{"Device.DHCPv4.Server.Pool.{i}.Option.{i}.Value", "0", "", ErrType},
		{"Device.DHCPv4.Server.Pool.{i}.LeaseTime", "-1", "-1", nil},
		{"Device.DHCPv4.Server.Pool.{i}.LeaseTime", "-2", "", ErrValue},
		{"Device.DHCPv4.Server.Pool.{i}.MinAddress", "192.0.2.300", "", ErrValue},
		{"Device.DeviceInfo.ProvisioningCode", " a b ", " a b ", nil},
	} {
		got, err := m.Row(c.path).Parse(c.text)
		if !errors.Is(err, c.err) || err == nil && got != c.want {
			t.Errorf("%s %q: %q, %v", c.path, c.text, got, err)
		}
	}
}
