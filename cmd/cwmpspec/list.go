package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cwmpspec/cwmpspec/harness/fault"
	"github.com/cwmpspec/cwmpspec/harness/requirement"
)

func newList() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the cases and rules, or the seeded faults",
		Args:  takesNone,
	}
	format := formatFlag(cmd, "text", "json")
	faults := cmd.Flags().Bool("faults", false, "list the faults that a reference peer can be given")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		if *faults {
			return writeFaults(cmd.OutOrStdout(), form, fault.CPE, fault.ACS)
		}
		return writeChecks(cmd.OutOrStdout(), form)
	}
	return cmd
}

func writeChecks(w io.Writer, form string) error {
	list := allChecks()
	if form == "json" {
		return writeJSON(w, append([]check{}, list...))
	}
	var b strings.Builder
	for i, c := range list {
		if i > 0 && list[i-1].ID == c.ID {
			continue // a rule about the other side too
		}
		side := c.Role
		if i+1 < len(list) && list[i+1].ID == c.ID {
			side = requirement.Both
		}
		fmt.Fprintf(&b, "%-4s  %-4s  %-24s  %s\n", c.Kind, side, c.ID, c.Title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeFaults lists the faults of the peers.
func writeFaults(w io.Writer, form string, peers ...fault.Peer) error {
	list := []fault.Fault{}
	for _, peer := range peers {
		list = append(list, fault.All(peer)...)
	}
	if form == "json" {
		type row struct {
			ID     string     `json:"id"`
			Peer   fault.Peer `json:"peer"`
			Title  string     `json:"title"`
			Breaks []string   `json:"breaks"`
		}
		rows := []row{}
		for _, f := range list {
			rows = append(rows, row{f.ID, f.Peer, f.Title, append([]string{}, f.Breaks...)})
		}
		return writeJSON(w, rows)
	}
	var b strings.Builder
	for _, f := range list {
		breaks := strings.Join(f.Breaks, " ")
		if f.Lenient() {
			breaks = "allowed"
		}
		fmt.Fprintf(&b, "%-3s  %-36s  %s [%s]\n", f.Peer, f.ID, f.Title, breaks)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
