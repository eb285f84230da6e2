package soap

import "unicode/utf8"

// Classes of bytes for the scanner's inner loops.
const (
	stopText byte = 1 << iota // needs a look in character data
	stopAttr                  // needs a look in an attribute value
	nameByte                  // ASCII that may stand in a name
	nameHead                  // ASCII that may begin a name
	blank
)

var class = func() (t [256]byte) {
	for i := 0; i < 0x20; i++ {
		t[i] |= stopText | stopAttr
	}
	t['\t'] &^= stopText
	t['\n'] &^= stopText
	for _, c := range "<&" {
		t[c] |= stopText | stopAttr
	}
	t[']'] |= stopText
	t['"'] |= stopAttr
	t['\''] |= stopAttr
	t[0xEF] |= stopText | stopAttr // U+FFFE and U+FFFF begin with it
	for c := 'a'; c <= 'z'; c++ {
		t[c] |= nameByte | nameHead
		t[c-'a'+'A'] |= nameByte | nameHead
	}
	for _, c := range "_:" {
		t[c] |= nameByte | nameHead
	}
	for _, c := range "0123456789-." {
		t[c] |= nameByte
	}
	for _, c := range " \t\r\n" {
		t[c] |= blank
	}
	return t
}()

// isChar is the Char production of XML 1.0.
func isChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// nameStart and nameChar are the productions of XML 1.0, fifth edition, for
// characters outside ASCII.
func nameStart(r rune) bool {
	switch {
	case r < 0x80:
		return class[byte(r)]&nameHead != 0
	case r < 0xC0 || r == 0xD7 || r == 0xF7 || r == 0x37E:
		return false
	case r < 0x300, r >= 0x370 && r < 0x2000, r == 0x200C, r == 0x200D, r >= 0x2070 && r <= 0x218F,
		r >= 0x2C00 && r <= 0x2FEF, r >= 0x3001 && r <= 0xD7FF, r >= 0xF900 && r <= 0xFDCF,
		r >= 0xFDF0 && r <= 0xFFFD, r >= 0x10000 && r <= 0xEFFFF:
		return true
	}
	return false
}

func nameChar(r rune) bool {
	if r < 0x80 {
		return class[byte(r)]&nameByte != 0
	}
	return nameStart(r) || r == 0xB7 || r >= 0x300 && r <= 0x36F || r == 0x203F || r == 0x2040
}

// scanName returns the end of the name that begins at i, or i if none does.
func scanName(s string, i int) int {
	if i >= len(s) {
		return i
	}
	r, n := rune(s[i]), 1
	if r >= 0x80 {
		r, n = utf8.DecodeRuneInString(s[i:])
	}
	if !nameStart(r) {
		return i
	}
	for i += n; i < len(s); i += n {
		if c := s[i]; c < 0x80 {
			if class[c]&nameByte == 0 {
				return i
			}
			n = 1
			continue
		}
		if r, n = utf8.DecodeRuneInString(s[i:]); !nameChar(r) {
			return i
		}
	}
	return i
}

// Blank reports whether s is empty or white space as XML has it.
func Blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if class[s[i]]&blank == 0 {
			return false
		}
	}
	return true
}
