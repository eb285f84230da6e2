package target

import (
	"bytes"
	"reflect"
	"testing"
)

// FuzzParse: whatever is accepted is written in a way that is read back as the
// same target.
func FuzzParse(f *testing.F) {
	f.Add([]byte("identity: {oui: \"00D09E\"}\nclaims: [upload]\n"))
	f.Add([]byte("hooks: &h {power_cycle: *h}\n"))
	f.Add([]byte("credentials: {username: ~, password: \"\\0 \\u2028\"}\nborrow: {writable: [{name: a.b, value: \" x\"}]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := Parse("x.yaml", data)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := first.Write(&b); err != nil {
			t.Fatal(err)
		}
		second, err := Parse("y.yaml", b.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		for _, target := range []*Target{first, second} {
			if len(target.Borrow.Writable) == 0 {
				target.Borrow.Writable = nil
			}
			if len(target.Claims) == 0 {
				target.Claims = nil
			}
			if len(target.Levels) == 0 {
				target.Levels = nil
			}
		}
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("read %+v\nthen %+v\n%s", first, second, b.String())
		}
	})
}
