package cpe

import (
	"fmt"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// Username is the user name by which the device authenticates itself to the
// ACS: ManagementServer.Username.
func (c *CPE) Username() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.get("ManagementServer.Username")
}

// ouiUsername makes a user name of OUI, ProductClass and SerialNumber (3.4.4).
func (c *CPE) ouiUsername(tree *datamodel.Tree) string {
	get := func(below string) string { return tree.Get(c.name("DeviceInfo." + below)) }
	oui, class, serial := get("ManufacturerOUI"), get("ProductClass"), get("SerialNumber")
	escape := escapeOctets
	switch {
	case c.faulty("username-oui-lower-case"):
		oui = strings.ToLower(oui)
	case c.faulty("username-other-class"):
		class = "Gateway"
	case c.faulty("username-other-serial"):
		serial = "00D09E000001"
	case c.faulty("username-not-escaped"):
		escape = func(s string) string { return s }
	case c.faulty("username-escaped-as-latin-1"):
		escape = func(s string) string { return escapeOctets(latin1(s)) }
	case c.faulty("username-escaped-in-lower-case"):
		escape = func(s string) string { return lowerEscapes.ReplaceAllStringFunc(escapeOctets(s), strings.ToLower) }
	case c.faulty("username-utf-8-twice"):
		escape = func(s string) string { return escapeOctets(utf8Of(s)) }
	case c.faulty("username-empty-class"):
		return oui + "--" + escape(serial)
	case c.faulty("username-without-class"):
		class = ""
	case c.faulty("username-plain"):
		return "admin"
	}
	if class == "" {
		return oui + "-" + escape(serial)
	}
	return oui + "-" + escape(class) + "-" + escape(serial)
}

// escapeOctets is percent-encoding that leaves only letters, digits and _.
func escapeOctets(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// latin1 is a text in ISO 8859-1, which older devices escape.
func latin1(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

// utf8Of takes the octets of a text for characters, and puts them into UTF-8
// a second time.
func utf8Of(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}
