package cwmp

import (
	"encoding/base64"
	"strconv"
	"time"
)

// String makes a Value of type string.
func String(s string) Value { return Value{Type: "string", Text: s} }

// Bool makes a Value of type boolean, spelled 1 or 0.
func Bool(b bool) Value {
	if b {
		return Value{Type: "boolean", Text: "1"}
	}
	return Value{Type: "boolean", Text: "0"}
}

// Int makes a Value of type int.
func Int(n int32) Value { return Value{Type: "int", Text: strconv.FormatInt(int64(n), 10)} }

// Long makes a Value of type long.
func Long(n int64) Value { return Value{Type: "long", Text: strconv.FormatInt(n, 10)} }

// UnsignedInt makes a Value of type unsignedInt.
func UnsignedInt(n uint32) Value {
	return Value{Type: "unsignedInt", Text: strconv.FormatUint(uint64(n), 10)}
}

// UnsignedLong makes a Value of type unsignedLong.
func UnsignedLong(n uint64) Value {
	return Value{Type: "unsignedLong", Text: strconv.FormatUint(n, 10)}
}

// Time makes a Value of type dateTime, in UTC and whole seconds.
func Time(t time.Time) Value { return Value{Type: "dateTime", Text: string(At(t))} }

// Base64 makes a Value of type base64Binary.
func Base64(b []byte) Value {
	return Value{Type: "base64Binary", Text: base64.StdEncoding.EncodeToString(b)}
}
