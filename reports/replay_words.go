package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/transcript"
	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// ReplayMarkdown writes a recorded case in words, with the messages that were
// sent, for an issue or a mail.
func ReplayMarkdown(w io.Writer, run *verdict.Run, c verdict.Case, t *transcript.Transcript) error {
	r := newRecording(run, c, t)
	var b strings.Builder
	lines := r.about()
	fmt.Fprintf(&b, "## %s\n\n", markdown(lines[0]))
	for _, line := range lines[1:] {
		fmt.Fprintf(&b, "- %s\n", markdown(line))
	}
	b.WriteString("\nSecrets are blanked by X.\n\n")
	other := map[bool]string{true: "the CPE", false: "the ACS"}[r.serves]
	n := 0
	for _, s := range r.steps {
		n++
		wait := ""
		if s.wait > 0 {
			wait = fmt.Sprintf(" after %g s", s.wait.Seconds())
		}
		switch s.call {
		case "close":
			fmt.Fprintf(&b, "%d. Close the connection%s.\n", n, wait)
		case "take", "hear":
			fmt.Fprintf(&b, "%d. Then %s sends%s: %s\n", n, other, wait, markdown(s.words))
		default:
			fmt.Fprintf(&b, "%d. Send%s: %s\n\n%s\n", n, wait, markdown(s.words), indented(s.message.Raw))
		}
		for _, f := range s.findings {
			fmt.Fprintf(&b, "   **Look:** %s\n", markdown(lookAt(f)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// indented is a message as a block of code within a list.
func indented(raw []byte) string {
	var b strings.Builder
	for line := range strings.Lines(visible(strings.ReplaceAll(string(raw), "\r\n", "\n"))) {
		b.WriteString("        " + strings.TrimSuffix(line, "\n") + "\n")
	}
	return b.String()
}
