package transcript

import (
	"bytes"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// decodeRequest decodes the body of a request on the CWMP lane.
func decodeRequest(lane wire.Lane, m *wire.Message) *cwmp.Envelope {
	if lane != wire.LaneCWMP || m == nil || len(m.Body) == 0 {
		return nil
	}
	return decode(m)
}

// decode reads an envelope, content coding undone; a body whose coding cannot
// be undone has no envelope to judge.
func decode(m *wire.Message) *cwmp.Envelope {
	content, err := m.Content()
	if err != nil {
		return nil
	}
	return cwmp.Decode(content)
}

// decodeResponse decodes the body of a response: always that of a 200, and
// that of another status only if it looks like an envelope, since an error
// page or the text beside a challenge is not one and need not be.
func decodeResponse(lane wire.Lane, m *wire.Message) *cwmp.Envelope {
	if lane != wire.LaneCWMP || m == nil || len(m.Body) == 0 {
		return nil
	}
	if m.Status != 200 && !looksLikeEnvelope(m.Body) {
		return nil
	}
	return decode(m)
}

func looksLikeEnvelope(b []byte) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(b) > 0 && b[0] == '<' && bytes.Contains(b, []byte("Envelope"))
}
