package tlswire

import (
	"fmt"
	"slices"
)

// Suites that no device may take (RFC 7525 4.1), with the key exchange that
// needs no message of the server beyond its certificate, and the one that TLS
// 1.2 makes mandatory.
const (
	NullSHA   uint16 = 0x0002 // TLS_RSA_WITH_NULL_SHA
	DESCBCSHA uint16 = 0x0009 // TLS_RSA_WITH_DES_CBC_SHA: 56 bits
	Mandatory uint16 = 0x002f // TLS_RSA_WITH_AES_128_CBC_SHA
)

// rc4 are the suites with RC4 (RFC 7465).
var rc4 = map[uint16]bool{0x0003: true, 0x0004: true, 0x0005: true, 0x0017: true, 0x0018: true, 0x0020: true, 0x0024: true, 0x0028: true,
	0x002b: true, 0x008a: true, 0x008e: true, 0x0092: true, 0xc002: true, 0xc007: true, 0xc00c: true, 0xc011: true, 0xc016: true, 0xc033: true}

// RC4 says that a suite encrypts with RC4.
func RC4(suite uint16) bool { return rc4[suite] }

// Signalling says that a value among the suites is none (RFC 5746, RFC 7507).
func Signalling(suite uint16) bool { return suite == renegotiationSuite || suite == 0x5600 }

// Only13 says that a suite is one of TLS 1.3, which tells nothing of the key exchange.
func Only13(suite uint16) bool { return suite>>8 == 0x13 }

// The registered suites by their key exchange, as ranges of values.
var (
	ecdhe = [][2]uint16{{0xc006, 0xc00a}, {0xc010, 0xc014}, {0xc023, 0xc024}, {0xc027, 0xc028}, {0xc02b, 0xc02c}, {0xc02f, 0xc030},
		{0xc033, 0xc03b}, {0xc048, 0xc049}, {0xc04c, 0xc04d}, {0xc05c, 0xc05d}, {0xc060, 0xc061}, {0xc070, 0xc073}, {0xc076, 0xc077},
		{0xc086, 0xc087}, {0xc08a, 0xc08b}, {0xc09a, 0xc09b}, {0xc0ac, 0xc0af}, {0xcca8, 0xcca9}, {0xccac, 0xccac}, {0xd001, 0xd005}}
	dhe = [][2]uint16{{0x0011, 0x0016}, {0x002d, 0x002d}, {0x0032, 0x0033}, {0x0038, 0x0039}, {0x0040, 0x0040}, {0x0044, 0x0045},
		{0x0067, 0x0067}, {0x006a, 0x006b}, {0x0087, 0x0088}, {0x008e, 0x0091}, {0x0099, 0x009a}, {0x009e, 0x009f}, {0x00a2, 0x00a3},
		{0x00aa, 0x00ab}, {0x00b2, 0x00b5}, {0x00bd, 0x00be}, {0x00c3, 0x00c4}, {0xc042, 0xc045}, {0xc052, 0xc053}, {0xc056, 0xc057},
		{0xc066, 0xc067}, {0xc06c, 0xc06d}, {0xc07c, 0xc07d}, {0xc080, 0xc081}, {0xc090, 0xc091}, {0xc096, 0xc097}, {0xc09e, 0xc09f},
		{0xc0a2, 0xc0a3}, {0xc0a6, 0xc0a7}, {0xc0aa, 0xc0ab}, {0xccaa, 0xccaa}, {0xccad, 0xccad}}
)

func within(ranges [][2]uint16, suite uint16) bool {
	return slices.ContainsFunc(ranges, func(r [2]uint16) bool { return r[0] <= suite && suite <= r[1] })
}

// ECDHE says that a suite has an ephemeral key exchange over an elliptic curve.
func ECDHE(suite uint16) bool { return within(ecdhe, suite) }

// DHE says that a suite has an ephemeral key exchange over a finite field.
func DHE(suite uint16) bool { return within(dhe, suite) }

// VersionName spells a version.
func VersionName(v uint16) string {
	switch v {
	case SSL20:
		return "SSL 2.0"
	case SSL30:
		return "SSL 3.0"
	case TLS10:
		return "TLS 1.0"
	case TLS11:
		return "TLS 1.1"
	case TLS12:
		return "TLS 1.2"
	case TLS13:
		return "TLS 1.3"
	}
	return fmt.Sprintf("version %04x", v)
}
