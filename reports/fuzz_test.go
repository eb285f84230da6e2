package reports

import (
	"bytes"
	"encoding/xml"
	"io"
	"testing"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// FuzzReports: no text of a device makes a JUnit file that cannot be parsed,
// or puts a control character on the console.
func FuzzReports(f *testing.F) {
	f.Add(hostile)
	f.Add("]]>]]&gt;<![CDATA[")
	f.Fuzz(func(t *testing.T, text string) {
		run := &verdict.Run{Suite: text, Note: text, Device: verdict.Device{OUI: text}, Cases: []verdict.Case{{
			ID: text, Subject: text, Title: text, Outcome: verdict.Fail, Reason: text, Covers: []string{text}, Transcript: text, Rerun: text,
			Findings: []verdict.Finding{{Requirement: text, Level: text, Says: text, Expected: text, Got: text, Where: verdict.Where{Bytes: text}}},
		}, {ID: text, Outcome: verdict.Skip, Reason: text}}}
		var b bytes.Buffer
		if err := JUnit(&b, run, text); err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(&b)
		for {
			_, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		b.Reset()
		c := NewConsole(&b, Options{})
		c.Begin(run)
		c.Case(run.Cases[0])
		c.End(run)
		for _, r := range b.String() {
			if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) {
				t.Fatalf("control character %q in %q", r, b.String())
			}
		}
	})
}
