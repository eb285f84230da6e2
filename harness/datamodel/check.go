package datamodel

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ErrType says that a text is not in the lexical space of the parameter's
// type, ErrValue that the model does not allow the value.
var (
	ErrType  = errors.New("not a value of the parameter's type")
	ErrValue = errors.New("not an allowed value")
)

// Parse brings a text into the canonical form of the parameter's type and
// checks it against the bounds of the model. The error wraps ErrType or ErrValue.
func (r *Row) Parse(text string) (string, error) {
	// White space around a number, boolean or time is no part of the value (XML Schema: collapse).
	trimmed := strings.Trim(text, " \t\r\n")
	switch r.Type {
	case "boolean":
		switch trimmed {
		case "1", "true":
			return "true", nil
		case "0", "false":
			return "false", nil
		}
		return "", fmt.Errorf("%w: %q is no boolean", ErrType, text)
	case "int", "unsignedInt":
		return r.number(trimmed)
	case "dateTime":
		return dateTime(trimmed)
	case "hexBinary":
		b, err := hex.DecodeString(trimmed)
		if err != nil {
			return "", fmt.Errorf("%w: no hexBinary", ErrType)
		}
		return strings.ToUpper(trimmed), r.size(len(b))
	case "base64":
		b, err := base64.StdEncoding.DecodeString(trimmed)
		if err != nil {
			return "", fmt.Errorf("%w: no base64", ErrType)
		}
		return trimmed, r.size(len(b))
	}
	if !r.List {
		return text, r.item(text)
	}
	for _, item := range strings.Split(text, ",") {
		if item = strings.TrimSpace(item); item == "" && !strings.Contains(text, ",") {
			continue
		}
		if err := r.item(item); err != nil {
			return "", err
		}
	}
	return text, nil
}

func (r *Row) item(s string) error {
	if err := r.size(utf8.RuneCountInString(s)); err != nil {
		return err
	}
	if len(r.Enum) > 0 {
		for _, e := range r.Enum {
			if e == s {
				return nil
			}
		}
		return fmt.Errorf("%w: %q is none of %s", ErrValue, s, strings.Join(r.Enum, ", "))
	}
	if len(r.Patterns) > 0 {
		for _, p := range r.Patterns {
			if p.MatchString(s) {
				return nil
			}
		}
		return fmt.Errorf("%w: %q does not have the form the model asks for", ErrValue, s)
	}
	return nil
}

func (r *Row) size(n int) error {
	if r.HasSize && (n < r.MinSize || n > r.MaxSize) {
		return fmt.Errorf("%w: the length %d is not in %d..%d", ErrValue, n, r.MinSize, r.MaxSize)
	}
	return nil
}

func (r *Row) number(s string) (string, error) {
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return "", fmt.Errorf("%w: %q is no %s", ErrType, s, r.Type)
	}
	lo, hi := int64(-1<<31), int64(1<<31-1)
	if r.Type == "unsignedInt" {
		lo, hi = 0, 1<<32-1
	}
	if v < lo || v > hi {
		return "", fmt.Errorf("%w: %s is out of the range of %s", ErrType, s, r.Type)
	}
	if r.HasMin && v < r.Min || r.HasMax && v > r.Max {
		return "", fmt.Errorf("%w: %d is out of range", ErrValue, v)
	}
	return strconv.FormatInt(v, 10), nil
}

// dateTime accepts UTC only (A.2.1): Z or an offset of zero, or an untimezoned
// time with a year below 1000, which is relative to the boot.
func dateTime(s string) (string, error) {
	if t, err := time.Parse("2006-01-02T15:04:05", s); err == nil {
		if t.Year() < 1000 {
			return s, nil
		}
		return "", fmt.Errorf("%w: %q has no time zone", ErrValue, s)
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return "", fmt.Errorf("%w: %q is no dateTime", ErrType, s)
	}
	if _, offset := t.Zone(); offset != 0 {
		return "", fmt.Errorf("%w: %q is not in UTC", ErrValue, s)
	}
	return s, nil
}

// Clash finds two enabled rows of one table with the same unique key, and
// returns the key parameters of the second; nil if there are none.
func (t *Tree) Clash() []*Node {
	var clash []*Node
	t.root.Walk(func(n *Node) {
		if clash != nil || !n.IsTable() || n.Row.Key == nil {
			return
		}
		seen := map[string]bool{}
		for _, row := range n.Children {
			if e := row.child("Enable"); e == nil || e.Value != "true" {
				continue
			}
			var parts []string
			var nodes []*Node
			for _, k := range n.Row.Key {
				if c := row.child(k); c != nil {
					parts = append(parts, c.Value)
					nodes = append(nodes, c)
				}
			}
			id := strings.Join(parts, "\x00")
			if seen[id] && len(nodes) > 0 {
				clash = nodes
				return
			}
			seen[id] = true
		}
	})
	return clash
}
