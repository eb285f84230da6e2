package acs

import (
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

func seconds(n uint32) time.Duration { return time.Duration(n) * time.Second }

// events lists the event codes of an Inform for a progress line.
func events(inform *cwmp.Inform) string {
	var codes []string
	for _, e := range inform.Event {
		codes = append(codes, e.EventCode)
	}
	return strings.Join(codes, ", ")
}

// decode reads the envelope of a request to find its session, content coding
// undone (3.4.7). The record decodes for itself.
func decode(m *wire.Message) *cwmp.Envelope {
	content, err := m.Content()
	if err != nil {
		return nil
	}
	return cwmp.Decode(content)
}
