package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/rule"
)

// The values of Table 62, and those that a request has for the same files.
var (
	downloadTypes = regexp.MustCompile(`^(1 Firmware Upgrade Image|2 Web Content|4 Tone File|5 Ringer File|8 Stored Firmware Image)$`)
	uploadTypes   = regexp.MustCompile(`^(4 Vendor Log File|6 Vendor Configuration File \d+|7 Vendor Log File \d+)$`)
	eitherTypes   = regexp.MustCompile(`^(3 Vendor Configuration File|6 Stored Firmware Image|1 Vendor Configuration File|2 Vendor Log File|3 Vendor Configuration File \d+|4 Vendor Log File \d+)$`)
	vendorType    = regexp.MustCompile(`^X ([^ ]+) (.+)$`)
)

func init() {
	add(rule.Rule{
		ID:    "queued-transfers",
		Title: "an entry of GetAllQueuedTransfersResponse has a State, a FileType and texts as in Table 62",
		Covers: []string{"A.4.1.7-3", "A.4.1.7-5", "A.4.1.7-7", "A.4.1.7-12", "A.4.1.7-13", "A.4.1.7-14", "A.4.1.7-15", "A.4.1.7-19", "A.4.1.7-20",
			"A.4.1.7-22"},
		Check: func(c *rule.Context) {
			for _, s := range c.Envelopes() {
				m, ok := s.Env.Body.(*cwmp.GetAllQueuedTransfersResponse)
				if !ok {
					continue
				}
				for _, d := range s.Env.Defects {
					switch {
					case strings.HasSuffix(d.Path, "/State") && responseForm[d.Code]:
						reportAll(c, []string{"A.4.1.7-7"}, s.Body(d.Offset), "State 1, 2 or 3", d.Detail)
					case responseForm[d.Code] && !strings.Contains(d.Path, "AllQueuedTransferStruct"):
						reportAll(c, []string{"A.4.1.7-3"}, s.Body(d.Offset), "TransferList, an array of AllQueuedTransferStruct", d.Detail)
					}
				}
				if len(m.TransferList) > 16 {
					reportAll(c, []string{"A.4.1.7-3"}, s.Whole(), "at most 16 entries", fmt.Sprintf("%d entries", len(m.TransferList)))
				}
				for _, e := range m.TransferList {
					judgeQueued(c, s, e)
				}
			}
		},
	})
}

func judgeQueued(c *rule.Context, s rule.Said, e cwmp.AllQueuedTransferStruct) {
	for _, limit := range []struct {
		id, name, text string
		max            int
	}{{"A.4.1.7-5", "CommandKey", e.CommandKey, 32}, {"A.4.1.7-12", "FileType", e.FileType, 64}, {"A.4.1.7-22", "TargetFileName", e.TargetFileName, 256}} {
		if n := utf8.RuneCountInString(limit.text); n > limit.max {
			reportAll(c, []string{limit.id}, s.Whole(), fmt.Sprintf("a %s of at most %d characters", limit.name, limit.max), fmt.Sprintf("%d characters", n))
		}
	}
	vendor := vendorType.FindStringSubmatch(e.FileType)
	switch {
	case downloadTypes.MatchString(e.FileType) && !e.IsDownload:
		reportAll(c, []string{"A.4.1.7-14"}, s.Whole(), e.FileType+" for downloads only", "IsDownload false")
	case uploadTypes.MatchString(e.FileType) && e.IsDownload:
		reportAll(c, []string{"A.4.1.7-15"}, s.Whole(), e.FileType+" for uploads only", "IsDownload true")
	case vendor != nil && sixDigits.MatchString(vendor[1]) && vendor[1] != strings.ToUpper(vendor[1]):
		reportAll(c, []string{"A.4.1.7-19"}, s.Whole(), "an OUI in upper case", quote(e.FileType))
	case vendor != nil && (vendor[1] != strings.ToUpper(vendor[1]) || strings.Contains(vendor[1], ".")):
		reportAll(c, []string{"A.4.1.7-20"}, s.Whole(), "a domain name in upper case, a hyphen or underscore for each dot", quote(e.FileType))
	case vendor == nil && !downloadTypes.MatchString(e.FileType) && !uploadTypes.MatchString(e.FileType) && !eitherTypes.MatchString(e.FileType):
		reportAll(c, []string{"A.4.1.7-13"}, s.Whole(), "a FileType of Table 62 or of the form X <VENDOR> <identifier>", quote(e.FileType))
	}
}
