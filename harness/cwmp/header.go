package cwmp

import (
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/soap"
)

// headerElements are the header elements with the mustUnderstand value they
// need; empty where either will do (NoMoreRequests is gone from Table 4).
var headerElements = map[string]string{
	"ID": "1", "HoldRequests": "1", "UseCWMPVersion": "1",
	"SessionTimeout": "0", "SupportedCWMPVersions": "0", "NoMoreRequests": "",
}

// onlyIn12 are the header elements that exist in the namespace of 1.2 alone,
// whichever namespace the body is in.
var onlyIn12 = map[string]bool{"SupportedCWMPVersions": true, "UseCWMPVersion": true, "SessionTimeout": true}

// header reads the header elements of Table 4. Other header entries are left
// to the caller, in Envelope.SOAP.Blocks.
func (d *decoder) header() {
	seen := map[string]bool{}
	for _, b := range d.v.SOAP.Blocks {
		need, known := headerElements[b.Local]
		switch {
		case !known && isCWMP(b.Space):
			d.report(HeaderUnknown, b, b.Offset, "", b.Local, "the standard defines no header element %s", b.Local)
			continue
		case !known:
			continue
		case cwmpLike(b.Space) && !isCWMP(b.Space):
			d.report(UnknownNamespace, b, b.Offset, "", b.Space, "the header element %s is in %s, which no version of the standard defines", b.Local, b.Space)
		case !isCWMP(b.Space):
			// In a foreign namespace it is somebody else's element, in none it is ours misspelt.
			if b.Space != "" && b.Space != soap.NSEnvelope {
				continue
			}
			if b.Space != "" || b.Prefix == "" {
				d.report(HeaderNamespace, b, b.Offset, "", b.Space, "the header element %s is not in a CWMP namespace", b.Local)
			}
		case isCWMP(d.v.Namespace) && b.Space != d.v.Namespace && !(b.Space == NS12 && onlyIn12[b.Local]):
			d.report(NamespaceMix, b, b.Offset, d.v.Namespace, b.Space, "the header element %s is in %s, the body in %s", b.Local, b.Space, d.v.Namespace)
		}
		if seen[b.Local] {
			d.report(HeaderDuplicate, b, b.Offset, "", "", "the header element %s stands twice", b.Local)
			continue
		}
		seen[b.Local] = true
		d.mustUnderstand(b, need)
		d.headerValue(b)
	}
}

func (d *decoder) mustUnderstand(b *soap.Element, need string) {
	if need == "" {
		return
	}
	a, ok := b.Attr(d.v.SOAP.Root.Space, "mustUnderstand")
	switch {
	case !ok && need == "0":
		d.report(MustUnderstandAbsent, b, b.Offset, need, "", "the header element %s has no mustUnderstand", b.Local)
	case !ok:
		d.report(MustUnderstand, b, b.Offset, need, "", "the header element %s has no mustUnderstand in the envelope's namespace; it has to be 1", b.Local)
	case a.Value != need:
		d.report(MustUnderstand, b, a.Offset, need, a.Value, "mustUnderstand of the header element %s is %q; it has to be %s", b.Local, clip(a.Value), need)
	}
}

func (d *decoder) headerValue(b *soap.Element) {
	h := &d.v.Header
	bad := func(why string) {
		d.report(HeaderValue, b, b.Offset, "", b.Text, "the header element %s is %q: %s", b.Local, clip(b.Text), why)
	}
	if len(b.Children) > 0 {
		bad("it holds elements")
	}
	s := strings.Trim(b.Text, " \t\r\n")
	switch b.Local {
	case "ID":
		h.ID = &b.Text
	case "HoldRequests", "NoMoreRequests":
		if code, why := CheckLexical("boolean", s); code != "" {
			bad(why)
			return
		}
		yes := s == "1" || s == "true"
		if b.Local == "HoldRequests" {
			h.HoldRequests = &yes
		} else {
			h.NoMoreRequests = &yes
		}
	case "SessionTimeout":
		if code, why := CheckLexical("unsignedInt", s); code != "" {
			bad(why)
			return
		}
		n, _ := strconv.ParseUint(strings.TrimPrefix(s, "+"), 10, 32)
		n32 := uint32(n)
		h.SessionTimeout = &n32
		if n < 30 {
			bad("it has to be 30 or more")
		}
	case "SupportedCWMPVersions":
		h.SupportedCWMPVersions = []string{}
		for _, v := range strings.Split(s, ",") {
			v = strings.TrimSpace(v)
			h.SupportedCWMPVersions = append(h.SupportedCWMPVersions, v)
			if !isVersion(v) {
				bad("it is no list of versions separated by commas")
			}
		}
	case "UseCWMPVersion":
		h.UseCWMPVersion = &s
		if !isVersion(s) {
			bad("it is no single version")
		}
	}
}

// isVersion reports whether s is spelled like a CWMP version, known or not.
func isVersion(s string) bool {
	major, minor, ok := strings.Cut(s, ".")
	return ok && major != "" && minor != "" && strings.Trim(major+minor, "0123456789") == ""
}
