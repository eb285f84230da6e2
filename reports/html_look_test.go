package reports

import (
	"io"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

func contains(s, part string) bool { return strings.Contains(s, part) }

// lowContrast lists texts whose colour differs from what is behind them by
// less than WCAG 2.1 asks for (1.4.3, level AA).
const lowContrast = `(() => {
	const parse = (c) => { const m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
	const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
	const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] === 1) return c; } return parse(getComputedStyle(document.documentElement).backgroundColor); };
	const low = new Set();
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = walk.nextNode(); n; n = walk.nextNode()) {
		const e = n.parentElement;
		if (!n.data.trim() || !e.checkVisibility() || /SCRIPT|STYLE|OPTION/.test(e.tagName) || e.closest(".hidden-text, #said, .skip-link")) continue;
		const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) low.add(e.tagName + "." + e.className + " " + ratio.toFixed(2) + " " + n.data.trim().slice(0, 30));
	}
	return [...low].join("; ");
})()`

func contrastSuffices(p *tab) {
	for _, scheme := range []string{"light", "dark"} {
		p.prefer(scheme)
		for _, place := range []string{"#summary", "#requirements?all=1"} {
			p.open(place)
			want(p, lowContrast, "")
		}
		p.open("#case-CPE-A-002/1.4.CPE")
		p.wait(`document.querySelector(".bytes mark")`)
		want(p, lowContrast, "")
	}
	light := eval[string](p, `getComputedStyle(document.body).backgroundColor`)
	p.prefer("light")
	if dark := eval[string](p, `getComputedStyle(document.body).backgroundColor`); dark == light {
		p.t.Errorf("the page is %s in light and in dark", dark)
	}
}

// unnamed lists what a screen reader could not name, and ids that stand twice.
const unnamed = `(() => {
	const bad = [], ids = new Set();
	for (const e of document.querySelectorAll("input, select")) if (!e.labels.length && !e.ariaLabel) bad.push("no label: " + e.outerHTML);
	for (const e of document.querySelectorAll("button, a, summary, h1, h2, h3, h4")) if (!e.textContent.trim()) bad.push("no text: " + e.outerHTML);
	for (const e of document.querySelectorAll("[id]")) { if (ids.has(e.id)) bad.push("id twice: " + e.id); ids.add(e.id); }
	for (const e of document.querySelectorAll("[aria-labelledby]")) if (!ids.has(e.getAttribute("aria-labelledby"))) bad.push("label not there: " + e.outerHTML);
	if (!document.documentElement.lang || document.querySelectorAll("h1").length !== 1 || !document.querySelector("main")) bad.push("no language, heading or main part");
	return bad.join("; ");
})()`

func everythingHasAName(p *tab) {
	p.open("#requirements?all=1")
	p.open("#case-CPE-A-002/1.4.CPE")
	p.wait(`document.querySelector(".bytes mark")`)
	want(p, unnamed, "")
	// What is told by colour is told in words.
	want(p, `[...document.querySelectorAll(".case .v, .req .v")].every(e => /[a-z]/.test(e.textContent))`, true)
	want(p, `document.querySelector("nav [aria-current=page]").textContent.trim()`, "Cases 9")
}

func narrowWindowNeedsNoScrolling(p *tab) {
	p.do(chromedp.EmulateViewport(360, 740))
	for _, place := range []string{"#summary", "#requirements", "#case-CPE-A-002/1.4.CPE"} {
		p.open(place)
		if place[1] == 'c' {
			p.wait(`document.querySelector(".bytes mark")`)
		}
		want(p, `[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.closest(".scroll, .hidden-text, #said, .skip-link") && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + "." + e.className).join(" ")`, "")
	}
}

func paperShowsFailuresInFull(p *tab) {
	p.open("#summary")
	pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF())
	if err != nil || len(pdf) < 10_000 {
		p.t.Fatalf("the page prints as %d bytes: %v", len(pdf), err)
	}
	want(p, `window.dispatchEvent(new Event("beforeprint")) && [...document.querySelectorAll(".case[open] > summary > code")].map(e => e.textContent).join(" ")`,
		"CPE-A-002 CPE-A-003 CPE-A-004 CPE-A-005 answer-id lost-transcript")
	want(p, `window.dispatchEvent(new Event("afterprint")) && document.querySelectorAll(".case[open]").length`, 0)
}

func verdictsNeedNoScript(p *tab) {
	p.withoutScripts()
	p.open("")
	want(p, `document.querySelector("#case-CPE-A-002 .finding h4").textContent`, "3.5-2 MUST 3.5 Use of SOAP")
	want(p, `document.querySelectorAll(".req").length > 2000`, true)
	want(p, `document.getElementById("requirements").checkVisibility() && document.getElementById("cases").checkVisibility()`, true)
	want(p, `document.querySelector(".filter").checkVisibility()`, false)
}

func TestPageNeedsNothingElse(t *testing.T) {
	dir := t.TempDir()
	run := sampleRun(t, dir)
	text := page(t, run, dir)
	for _, bad := range []string{` src="`, `href="h`, "<img", "<link", "@import", "url(", attack, "<script>window"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page has %q in it", bad)
		}
	}
	if again := page(t, run, dir); again != text {
		t.Error("two pages of one run differ")
	}
	if n := strings.Count(text, `<script type="text/plain" id="s`); n != 5 {
		t.Errorf("%d sessions are carried along, want 5", n)
	}
}

func TestRulesAndCasesOfJoinedRunsAreLinkedByDevice(t *testing.T) {
	run := &verdict.Run{}
	for _, device := range []string{"A", "B"} {
		run.Cases = append(run.Cases,
			verdict.Case{ID: "CPE-X-001@" + device, Subject: device, Outcome: verdict.Pass, Passive: []verdict.Finding{{Check: "answer-id", Requirement: "3.5-9"}}},
			verdict.Case{ID: "answer-id@" + device, Subject: verdict.RuleSubject, Outcome: verdict.Fail})
	}
	v := newRunView(run)
	for i := 0; i < 4; i += 2 {
		if c, r := v.Cases[i], v.Cases[i+1]; len(r.SeenIn) != 1 || r.SeenIn[0] != c || c.Also[0].By != r.Anchor {
			t.Errorf("%s and %s are not linked: %+v, %+v", c.ID, r.ID, r.SeenIn, c.Also)
		}
	}
}

func TestPageOpensNothingOutsideTheResults(t *testing.T) {
	dir := t.TempDir()
	run := sampleRun(t, dir+"/inner")
	run.Cases = run.Cases[:1]
	run.Cases[0].Transcript, run.Cases[0].Passive = "../outer.http", nil
	if err := WriteFile(dir+"/outer.http", writeString("##### cwmpspec transcript 1\n")); err != nil {
		t.Fatal(err)
	}
	if text := page(t, run, dir+"/inner"); !strings.Contains(text, `id="s1" data-trouble="the transcript cannot be read`) {
		t.Error("a transcript outside of the folder was read, or nothing is said of it")
	}
}

func TestSavedSessionsAreShownFromWhereTheyLieWithoutSecrets(t *testing.T) {
	dir := t.TempDir()
	if err := WriteFile(dir+"/outer.txt", writeString("##### CPE->ACS  connection 1  +0.0s\nPOST / HTTP/1.1\nAuthorization: Basic c2VjcmV0\n\n")); err != nil {
		t.Fatal(err)
	}
	s := sessions{dir: dir + "/inner", saved: true, digest: map[string]string{"../outer.txt": "0"}}
	l, raw, err := s.read("../outer.txt")
	if err != nil || len(l.Rungs) != 1 || strings.Contains(string(raw), "c2VjcmV0") || !strings.Contains(string(raw), "Basic XXXXXXXX") {
		t.Errorf("the ladder is %+v, the bytes %q, the error %v", l, raw, err)
	}
	if !l.Changed {
		t.Error("a file of another checksum is not told")
	}
	if len(l.Rungs[0].Notes) != 1 {
		t.Errorf("of a text that keeps no bytes it is said %q", l.Rungs[0].Notes)
	}
}

func writeString(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func TestPageOfARunOfNothing(t *testing.T) {
	for name, dir := range map[string]string{"no folder": t.TempDir() + "/none", "folder": t.TempDir()} {
		if text := page(t, sampleRun(t, t.TempDir()), dir); !strings.Contains(text, "is not there any more") && !strings.Contains(text, "data-trouble") {
			t.Errorf("%s: nothing is said of the missing transcripts", name)
		}
	}
}
