package verdict

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Check is the id of the case or rule itself: that of a case of one of several
// devices has the device behind an "@".
func (c Case) Check() string {
	id, _, _ := strings.Cut(c.ID, "@")
	return id
}

// Join makes one run of several: shards of a run against one device, runs
// against several devices, or both. names stand for the runs. The results of
// waivers are left out, to be made anew over the whole. The runs have to be of
// one suite, catalogue and version of the tool.
func Join(names []string, runs []*Run) (*Run, error) {
	if err := alike(names, runs); err != nil {
		return nil, err
	}
	first := runs[0]
	labels := labels(runs)
	several := slices.ContainsFunc(labels, func(l string) bool { return l != labels[0] })
	run := &Run{Schema: first.Schema, Tool: first.Tool, Version: first.Version, Catalogue: first.Catalogue, Suite: first.Suite,
		Started: first.Started, Ended: first.Ended, Scale: first.Scale, Scope: joinScopes(runs)}
	if !several {
		run.Device, run.Facts = first.Device, first.Facts
	}
	at := map[string]int{}
	for i, r := range runs {
		part := Part{Name: names[i], Prefix: fmt.Sprintf("transcripts/%d-", i+1), Label: labels[i], Device: r.Device, Facts: r.Facts, Started: r.Started, Ended: r.Ended}
		if several && !slices.ContainsFunc(run.Parts, func(p Part) bool { return p.Label == part.Label }) {
			run.Devices = append(run.Devices, r.Device)
		}
		run.Parts = append(run.Parts, part)
		run.frame(names[i], r)
		if !several && len(run.Parameters) == 0 {
			run.Parameters = r.Parameters
		}
		for _, f := range r.Transcripts {
			f.Name = part.transcript(f.Name)
			run.Transcripts = append(run.Transcripts, f)
		}
		for _, c := range r.Cases {
			if c.Subject == WaiverSubject {
				continue
			}
			c = part.own(c, several)
			if j, seen := at[c.ID]; seen {
				run.Cases[j] = join(run.Cases[j], c)
				continue
			}
			at[c.ID] = len(run.Cases)
			run.Cases = append(run.Cases, c)
		}
	}
	run.order()
	return run, nil
}

func alike(names []string, runs []*Run) error {
	var problems []error
	for i, r := range runs {
		first := runs[0]
		for _, d := range []struct{ what, is, want string }{
			{"suite", r.Suite, first.Suite}, {"catalogue", r.Catalogue, first.Catalogue}, {"version of the tool", r.Version, first.Version},
			{"speed of protocol time", fmt.Sprint(r.Scale), fmt.Sprint(first.Scale)},
		} {
			if d.is != d.want {
				problems = append(problems, fmt.Errorf("%s: the %s is %s, but that of %s is %s", names[i], d.what, d.is, names[0], d.want))
			}
		}
		if len(r.Parts) > 0 {
			problems = append(problems, fmt.Errorf("%s: is a merged report itself; name the runs that it was merged from", names[i]))
		}
	}
	return errors.Join(problems...)
}

// frame widens what is told of the whole by a run.
func (run *Run) frame(name string, r *Run) {
	if r.Started.Before(run.Started) {
		run.Started = r.Started
	}
	if r.Ended.After(run.Ended) {
		run.Ended = r.Ended
	}
	for _, text := range []struct {
		to   *string
		from string
	}{{&run.Interrupted, r.Interrupted}, {&run.Note, r.Note}} {
		if text.from != "" {
			*text.to = strings.TrimPrefix(*text.to+"; "+name+": "+text.from, "; ")
		}
	}
	run.Claims, run.Hooks, run.Waivers = union(run.Claims, r.Claims), union(run.Hooks, r.Hooks), union(run.Waivers, r.Waivers)
	run.Diagnosis = cmp.Or(run.Diagnosis, r.Diagnosis)
}

func union[T comparable](list, more []T) []T {
	for _, v := range more {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

func joinScopes(runs []*Run) Scope {
	scope := Scope{Level: "must"}
	var labels []string
	narrow := true
	for _, r := range runs {
		if r.Scope.Level != "must" {
			scope.Level = "should"
		}
		scope.Cases = max(scope.Cases, r.Scope.Cases)
		scope.Only = union(scope.Only, r.Scope.Only)
		if r.Scope.Labels != "" {
			labels = union(labels, []string{"(" + r.Scope.Labels + ")"})
		}
		narrow = narrow && (len(r.Scope.Only) > 0 || r.Scope.Labels != "")
	}
	if !narrow {
		scope.Only = nil
		return scope
	}
	scope.Labels = strings.Join(labels, " || ")
	return scope
}

var plain = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// labels gives each run the name of its device, one and the same for runs of
// the same device.
func labels(runs []*Run) []string {
	names := map[Device]string{}
	taken := map[string]bool{}
	var list []string
	for _, r := range runs {
		d := r.Device
		key := Device{OUI: d.OUI, ProductClass: d.ProductClass, SerialNumber: d.SerialNumber, URL: d.URL}
		if _, known := names[key]; !known {
			label := strings.Trim(plain.ReplaceAllString(strings.Join([]string{d.ProductClass, d.SerialNumber, strings.TrimPrefix(strings.TrimPrefix(d.URL, "http://"), "https://")}, "-"), "-"), "-")
			label = cmp.Or(label, "device")
			for n := 2; taken[label]; n++ {
				label = fmt.Sprintf("%s-%d", strings.TrimSuffix(label, fmt.Sprintf("-%d", n-1)), n)
			}
			names[key], taken[label] = label, true
		}
		list = append(list, names[key])
	}
	return list
}

func (p Part) transcript(name string) string {
	if name == "" {
		return ""
	}
	return p.Prefix + strings.TrimPrefix(name, "transcripts/")
}

// own gives a case of the part as the whole has it.
func (p Part) own(c Case, several bool) Case {
	c.Transcript = p.transcript(c.Transcript)
	for _, list := range []*[]Finding{&c.Findings, &c.Passive, &c.Notes} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i].Where.Transcript = p.transcript((*list)[i].Where.Transcript)
		}
	}
	if several {
		c.ID += "@" + p.Label
		if c.Subject != RuleSubject {
			c.Subject = p.Label + ": " + c.Subject
		}
	}
	return c
}

// join makes one of two results of the same case or rule: one that was judged
// or could not be counts before one that was not tried, and the worse of two.
func join(a, b Case) Case {
	tried := func(c Case) bool { return c.Outcome != Skip && c.Outcome != NotRun }
	if tried(b) && !tried(a) || tried(a) == tried(b) && b.Outcome.Worse(a.Outcome) {
		a, b = b, a
	}
	a.Findings, a.Passive, a.Notes = Merge(a.Findings, b.Findings), Merge(a.Passive, b.Passive), Merge(a.Notes, b.Notes)
	return a
}

// order puts cases by their subjects, in the order in which these first came,
// and rules behind.
func (run *Run) order() {
	place := map[string]int{RuleSubject: 1 << 30}
	for _, c := range run.Cases {
		if _, known := place[c.Subject]; !known {
			place[c.Subject] = len(place)
		}
	}
	slices.SortStableFunc(run.Cases, func(a, b Case) int { return cmp.Compare(place[a.Subject], place[b.Subject]) })
}
