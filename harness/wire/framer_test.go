package wire

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func codes(m *Message) []string {
	var out []string
	for _, d := range m.Defects {
		out = append(out, d.Code)
	}
	return out
}

func TestFramingDefects(t *testing.T) {
	const post = "POST / HTTP/1.1\r\nHost: a\r\n"
	for _, c := range []struct {
		name, raw string
		response  bool
		body      string
		want      []string
	}{
		{"clean", post + "Content-Length: 2\r\n\r\nok", false, "ok", nil},
		{"bare LF", "POST / HTTP/1.1\nHost: a\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeBareLF}},
		{"bare CR", post + "A: b\rc\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeBareCR}},
		{"fold", post + "A: b\r\n c\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeObsFold}},
		{"space before colon", post + "Content-Length : 2\r\n\r\nok", false, "ok", []string{CodeSpaceBeforeColon}},
		{"space before fields", "POST / HTTP/1.1\r\n Host: a\r\nHost: a\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeSpaceBeforeFields, CodeFieldName, CodeHostRepeated}},
		{"no colon", post + "nonsense\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeNoColon}},
		{"field name", post + "A(b: c\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeFieldName}},
		{"field value", post + "A: \x01\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeFieldValue}},
		{"no host", "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeHostMissing}},
		{"two hosts", post + "Host: b\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeHostRepeated}},
		{"HTTP/1.0 needs no host", "POST / HTTP/1.0\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeHTTP10}},
		{"chunked HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false, "", []string{CodeHTTP10, CodeCodingInHTTP10}},
		{"version", "POST / HTTP/2.0\r\nContent-Length: 0\r\n\r\n", false, "", []string{CodeVersion}},
		{"two spaces", "POST  / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", false, "x", []string{CodeStartLine}},
		{"garbage", "\x16\x03\x01\r\n\r\n", false, "", []string{CodeStartLine}},
		{"leading blank", "\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", false, "x", []string{CodeLeadingBlank}},
		{"no length", post + "\r\n", false, "", []string{CodeNoLength}},
		{"GET needs no length", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", false, "", nil},
		{"length not a number", post + "Content-Length: +2\r\n\r\nok", false, "", []string{CodeLengthInvalid}},
		{"lengths differ", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok", false, "", []string{CodeLengthConflict}},
		{"length twice", post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok", false, "ok", []string{CodeLengthRepeated}},
		{"length and coding", post + "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", false, "ok", []string{CodeLengthAndCoding}},
		{"chunks", post + "Transfer-Encoding: Chunked\r\n\r\n1;x=y\r\no\r\n1\r\nk\r\n0\r\nT: u\r\n\r\n", false, "ok", nil},
		{"chunk LF", post + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\n0\r\n\r\n", false, "ok", []string{CodeBareLF}},
		{"chunk size", post + "Transfer-Encoding: chunked\r\n\r\n0x2\r\nok\r\n0\r\n\r\n", false, "", []string{CodeChunkSize}},
		{"chunk end", post + "Transfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n", false, "ok", []string{CodeChunkEnd}},
		{"gzip coding", post + "Transfer-Encoding: gzip\r\n\r\n", false, "", []string{CodeTransferCoding}},
		{"short", post + "Content-Length: 3\r\n\r\nok", false, "ok", []string{CodeTruncated}},
		{"response", "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nx", true, "x", nil},
		{"no reason space", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", true, "x", []string{CodeReasonSpace}},
		{"status line", "HTTP/1.1 2000 OK\r\n\r\n", true, "", []string{CodeStartLine}},
		{"until close", "HTTP/1.1 200 OK\r\n\r\nall", true, "all", []string{CodeUntilClose}},
		{"204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", true, "", []string{CodeLengthForbidden}},
		{"304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", true, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, rest := Parse([]byte(c.raw), !c.response, "POST")
			if got := codes(m); !slices.Equal(got, c.want) || string(m.Body) != c.body {
				t.Errorf("got %v and body %q, want %v and %q", got, m.Body, c.want, c.body)
			}
			if string(m.Raw)+string(rest) != c.raw {
				t.Errorf("bytes lost: %q and %q", m.Raw, rest)
			}
		})
	}
}

func TestParseGivesTheRest(t *testing.T) {
	m, rest := Parse([]byte(inform+"POST"), true, "")
	if string(m.Raw) != inform || string(rest) != "POST" || m.Truncated != "" {
		t.Errorf("raw %q rest %q", m.Raw, rest)
	}
	if m, _ := Parse([]byte("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), false, "HEAD"); m.Truncated != "" || len(m.Defects) != 0 {
		t.Errorf("the response to HEAD has no body: %+v", m)
	}
	folded, _ := Parse([]byte("GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n\tc\r\n\r\n"), true, "")
	if f := folded.Fields[1]; f.Value != "b c" || f.Raw != "A: b\r\n\tc" || string(folded.Raw[f.Offset:f.Offset+1]) != "A" {
		t.Errorf("folded field %+v", f)
	}
}

func TestRawOffsetAndChunk(t *testing.T) {
	body := []byte("the body of a message")
	for _, size := range []int{1, 4, 100} {
		m := NewRequest("POST", "/", []Field{{Name: "Host", Value: "a"}, {Name: "Transfer-Encoding", Value: "chunked"}}, Chunk(body, size))
		if !bytes.Equal(m.Body, body) || !m.Chunked || len(m.Defects) != 0 {
			t.Fatalf("size %d: body %q, defects %v", size, m.Body, m.Defects)
		}
		for i := range body {
			if m.Raw[m.RawOffset(i)] != body[i] {
				t.Fatalf("size %d: byte %d is not at %d", size, i, m.RawOffset(i))
			}
		}
		if end := m.RawOffset(len(body)); m.Raw[end-1] != body[len(body)-1] {
			t.Errorf("size %d: the end is at %d", size, end)
		}
	}
}

func TestBuildAddsNothing(t *testing.T) {
	m := NewResponse(401, "Unauthorized", []Field{{Name: "wWW-authenticate", Value: `Basic realm="a"`}, {Raw: "odd line"}}, nil)
	if want := "HTTP/1.1 401 Unauthorized\r\nwWW-authenticate: Basic realm=\"a\"\r\nodd line\r\n\r\n"; string(m.Raw) != want {
		t.Errorf("got %q", m.Raw)
	}
	if m.Status != 401 || m.Reason != "Unauthorized" || !m.Has("WWW-Authenticate") || !m.HasDefect(CodeNoColon) {
		t.Errorf("got %+v", m)
	}
	c, _ := Parse([]byte("GET / HTTP/1.1\r\nConnection: Foo, CLOSE\r\n\r\n"), true, "")
	if !c.Closes() || !c.HasToken("connection", "foo") || c.HasToken("connection", "clo") {
		t.Error("the tokens of Connection are misread")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{inform, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "\r\n\nGET\r\n\r\n", "POST / HTTP/1.1\nContent-Length: 99999999999\n\n"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, request bool) {
		m, rest := Parse(raw, request, "POST")
		if !bytes.Equal(append(bytes.Clone(m.Raw), rest...), raw) {
			t.Fatal("bytes lost")
		}
		if len(m.Raw) == 0 {
			return
		}
		again, left := Parse(m.Raw, request, "POST")
		// Only a body that cannot be framed, or ends with the connection, depends on what follows.
		if len(left) != 0 || !bytes.Equal(again.Body, m.Body) || strings.Join(codes(again), " ") != strings.Join(codes(m), " ") {
			t.Fatalf("read again: %v and %q, then %v and %q, left %q", codes(m), m.Body, codes(again), again.Body, left)
		}
		for i := range m.Body {
			if m.Raw[m.RawOffset(i)] != m.Body[i] {
				t.Fatalf("byte %d of the body is not at %d", i, m.RawOffset(i))
			}
		}
	})
}
