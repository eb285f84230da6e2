package verdict

import "strings"

// Diagnosis says why a session ended early, stalled or never began: who
// stopped, after what, what the standard has come next, and why that may be.
type Diagnosis struct {
	Kind     string  `json:"kind"`     // stable, for example "silent-after-challenge"
	Sentence string  `json:"sentence"` // all of it but the causes, in one sentence
	Stopped  string  `json:"stopped"`  // who did not go on: CPE or ACS
	After    string  `json:"after"`    // the last message before that
	Expected string  `json:"expected"` // what had to come next
	Section  string  `json:"section"`  // of the standard that says so
	Causes   []Cause `json:"causes"`   // the likeliest first
	Exchange int     `json:"exchange,omitempty"`
}

// Cause is one explanation of a Diagnosis.
type Cause struct {
	ID   string `json:"id"` // stable, for example "cookie-not-returned"
	Text string `json:"text"`
	// Seen says that the record shows it; otherwise it is a guess from what
	// such cases usually turn out to be.
	Seen bool `json:"seen"`
}

// Likeliest puts the causes into one line; "" if there are none.
func (d *Diagnosis) Likeliest() string {
	var list []string
	for _, c := range d.Causes {
		text := c.Text
		if c.Seen {
			text += " (seen)"
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}
