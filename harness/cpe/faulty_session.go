package cpe

import (
	"bytes"
	"errors"
	"regexp"
)

var (
	// errOverlooked ends a session that failed as if it had succeeded.
	errOverlooked = errors.New("overlooked")
	zeroCount     = regexp.MustCompile(`ParameterValueStruct\[\d+\]`)
)

// What a device does that takes a response for good upon which its session has
// to fail (section 3.7.1.4).

// overlook lets a broken device take a bad response for an empty one.
func (s *session) overlook(err error, yes bool) error {
	if !yes {
		return err
	}
	s.overlooked = true
	return nil
}

// startAnyway goes on with a session that the ACS did not accept.
func (s *session) startAnyway(versions []string) error {
	s.version = versions[len(versions)-1]
	s.delivered()
	return nil
}

// withoutParameters empties the ParameterList of an encoded Inform.
func withoutParameters(b []byte) []byte {
	from, to := bytes.Index(b, []byte("<ParameterValueStruct")), bytes.LastIndex(b, []byte("</ParameterValueStruct>"))
	if from < 0 {
		return b
	}
	b = append(b[:from:from], b[to+len("</ParameterValueStruct>"):]...)
	return zeroCount.ReplaceAll(b, []byte("ParameterValueStruct[0]"))
}
