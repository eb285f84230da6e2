package rules

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/cwmpspec/cwmpspec/fixtures/transcripts"
	"github.com/cwmpspec/cwmpspec/harness/rule"
	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// TestPartsOfARecord judges samples of which something is missing: the
// beginning, the end, one side, the ends of connections, one message. No rule
// may stumble over that, nor find in a part what is not in the whole.
func TestPartsOfARecord(t *testing.T) {
	files, err := fs.Glob(transcripts.Files, "good-*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if name == "good-marker-in-body.txt" {
			continue // cannot be cut at its markers
		}
		text, err := transcripts.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		blocks := blocksOf(string(text))
		whole := judged(t, name, blocks)
		part := func(what string, keep func(i int, head string) bool) {
			kept := blocks[:1:1]
			for i, b := range blocks[1:] {
				if head, _, _ := strings.Cut(b, "\n"); keep(i, head) {
					kept = append(kept, b)
				}
			}
			for found := range judged(t, name, kept) {
				if !whole[found] && what != "one message is missing" {
					t.Errorf("%s, %s: %s is found that is not in the whole", name, what, found)
				}
			}
		}
		part("requests only", func(_ int, head string) bool { return strings.HasPrefix(head, "##### CPE->ACS") })
		part("responses only", func(_ int, head string) bool { return strings.HasPrefix(head, "##### ACS->CPE ") })
		part("no ends of connections", func(_ int, head string) bool { return !strings.Contains(head, "closed by") })
		for n := range blocks[1:] {
			part("the beginning is missing", func(i int, _ string) bool { return i >= n })
			part("the end is missing", func(i int, _ string) bool { return i < n })
			part("one message is missing", func(i int, _ string) bool { return i != n })
		}
	}
}

var marker = regexp.MustCompile(`(?m)^##### `)

// blocksOf cuts a text form before each marker; the first block is its header,
// empty if it has none.
func blocksOf(text string) []string {
	blocks, from := []string{}, 0
	for _, at := range marker.FindAllStringIndex(text, -1) {
		if at[0] > 0 {
			blocks = append(blocks, text[from:at[0]])
			from = at[0]
		}
	}
	blocks = append(blocks, text[from:])
	if !strings.HasPrefix(blocks[0], "##### cwmpspec transcript") {
		blocks = append([]string{""}, blocks...)
	}
	return blocks
}

// judged is what the rules find, of the CPE; those about an ACS are run too.
func judged(t *testing.T, name string, blocks []string) map[string]bool {
	found := map[string]bool{}
	err := transcript.Read(name, bytes.NewReader([]byte(strings.Join(blocks, ""))), func(part *transcript.Transcript) bool {
		facts := rule.Facts{Excerpt: true}
		rule.Judge(part, wire.ACS, facts, For(wire.ACS))
		for _, f := range rule.Judge(part, wire.CPE, facts, For(wire.CPE)) {
			found[f.Check+" "+f.Requirement] = true
		}
		return true
	})
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return found
}
