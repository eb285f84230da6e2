package datamodel

import (
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	tree := Device2().New()
	// There is one pool from the factory.
	if _, err := tree.Add(tree.Find("Device.DHCPv4.Server.Pool.")); err != nil {
		t.Fatal(err)
	}
	for _, pool := range []string{"1", "2"} {
		if _, err := tree.Add(tree.Find("Device.DHCPv4.Server.Pool." + pool + ".Option.")); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ path, want string }{
		{"Device.DHCPv4.Server.Pool.*.Order", "Device.DHCPv4.Server.Pool.1.Order Device.DHCPv4.Server.Pool.2.Order"},
		{"Device.DHCPv4.Server.Pool.*.Option.", "Device.DHCPv4.Server.Pool.1.Option. Device.DHCPv4.Server.Pool.2.Option."},
		{"Device.DHCPv4.Server.Pool.*.Option.*.Tag", "Device.DHCPv4.Server.Pool.1.Option.1.Tag Device.DHCPv4.Server.Pool.2.Option.1.Tag"},
		{"Device.DHCPv4.Server.Pool.2.Option.*.Tag", "Device.DHCPv4.Server.Pool.2.Option.1.Tag"},
		{"Device.DHCPv4.Server.Pool.*.Option.7.Tag", ""},
		{"Device.DHCPv4.Server.Pool.*.StaticAddress.*.Enable", ""},
		{"Device.NAT.PortMapping.*.Enable", ""},
		{"Device.NAT.PortMapping.*.NoSuch", "unknown"},
		{"Device.NAT.PortMapping.*.Enable.", "unknown"},
		{"Device.NAT.PortMapping.*.", "unknown"},
		{"Device.NAT.PortMapping.*", "unknown"},
		{"Device.*.PortMapping.", "unknown"},
		{"Device.DHCPv4.Server.Pool.9.Option.*.Tag", "unknown"},
		{"*.NAT.", "unknown"},
		{"*", "unknown"},
	} {
		found, ok := tree.Match(c.path)
		var names []string
		for _, n := range found {
			names = append(names, n.Path())
		}
		got := strings.Join(names, " ")
		if !ok {
			got = "unknown"
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.path, got, c.want)
		}
	}
}
