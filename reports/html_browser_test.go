package reports

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const shownCases = `[...document.querySelectorAll(".case:not([hidden]) > summary > code")].map(e => e.textContent).join(" ")`

func TestReportInABrowser(t *testing.T) {
	browser := newBrowser(t)
	dir := t.TempDir()
	file := writeReport(t, sampleRun(t, dir), dir)
	for _, test := range []struct {
		name string
		run  func(*tab)
	}{
		{"filters", filtersWork},
		{"filters stand in the address", filtersStandInTheAddress},
		{"ladder", ladderIsDrawn},
		{"bytes", bytesAreMarked},
		{"where a session stops", stopsAreTold},
		{"deep links", deepLinksLead},
		{"keyboard", keyboardSuffices},
		{"requirements", requirementsAreListed},
		{"what cannot be shown", whatCannotBeShownIsTold},
		{"nothing of a device acts", nothingOfADeviceActs},
		{"names", everythingHasAName},
		{"contrast", contrastSuffices},
		{"narrow window", narrowWindowNeedsNoScrolling},
		{"no scripts", verdictsNeedNoScript},
		{"paper", paperShowsFailuresInFull},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(newTab(t, browser, file)) })
	}
}

func filtersWork(p *tab) {
	p.open("#cases")
	want(p, `document.querySelector("#cases .shown").textContent`, "9 of 9 shown")
	p.do(chromedp.Click(chromedp.CSS(`#cases input[value=fail]`)))
	p.wait(shownCases + ` === "CPE-A-002 answer-id"`)
	want(p, `document.querySelector("#cases .chip:has([value=warn]) .n").textContent`, "2")
	p.do(chromedp.Click(chromedp.CSS(`#cases input[value=skip]`)))
	p.wait(shownCases + ` === "CPE-A-002 CPE-A-006 answer-id"`)
	p.do(chromedp.Click(chromedp.CSS(`#cases button[type=reset]`)))
	p.wait(shownCases + `.split(" ").length === 9`)
	p.do(chromedp.SendKeys(chromedp.CSS(`#cases [name=req]`), "3.5-9"))
	p.wait(shownCases + ` === "answer-id lost-transcript"`)
	want(p, `document.querySelector("#cases .chip:has([value=warn]) .n").textContent`, "1")
	p.do(chromedp.Click(chromedp.CSS(`#cases button[type=reset]`)), chromedp.SendKeys(chromedp.CSS(`#cases [name=req]`), "3"))
	p.wait(shownCases + `.split(" ").length === 9`)
	p.do(chromedp.SendKeys(chromedp.CSS(`#cases [name=req]`), ".4"))
	p.wait(`!document.querySelector("#cases .none").hidden`)
	p.do(chromedp.Click(chromedp.CSS(`#cases button[type=reset]`)), chromedp.SendKeys(chromedp.CSS(`#cases [name=text]`), "KNOWN do"))
	p.wait(shownCases + ` === "CPE-A-004"`)
	p.do(chromedp.Click(chromedp.CSS(`#cases button[type=reset]`)))
	p.do(chromedp.SetValue(chromedp.CSS(`#cases [name=subject]`), "1"))
	eval[bool](p, `document.querySelector("#cases [name=subject]").dispatchEvent(new Event("input", {bubbles: true}))`)
	p.wait(shownCases + ` === "CPE-A-002 CPE-A-004 CPE-A-006"`)
}

func filtersStandInTheAddress(p *tab) {
	p.open("#summary")
	p.do(chromedp.Click(chromedp.CSS(`.counts a[href="#cases?verdict=error"]`)))
	p.wait(shownCases + ` === "CPE-A-005"`)
	p.do(chromedp.Click(chromedp.CSS(`#cases input[value=known]`)))
	p.wait(`location.hash === "#cases?verdict=known,error" || location.hash === "#cases?verdict=error,known"`)
	hash := eval[string](p, `location.hash`)
	p.open(hash)
	p.wait(shownCases + ` === "CPE-A-004 CPE-A-005"`)
	want(p, `document.querySelectorAll("#cases input:checked").length`, 2)
}

func stopsAreTold(p *tab) {
	p.open("#case-CPE-A-005")
	p.wait(`document.querySelector("#case-CPE-A-005 .stop")`)
	want(p, `document.querySelector("#case-CPE-A-005 .stop").textContent`, "⚠ The CPE stopped here: the standard expects an empty POST")
	want(p, `document.querySelector("#case-CPE-A-005 .stop").previousElementSibling.querySelector("b").textContent`, "InformResponse")
	p.do(chromedp.Click(chromedp.CSS(`#case-CPE-A-005 .rung`)))
	p.wait(`document.querySelector("#case-CPE-A-005 .bytes .l")`)
	want(p, `document.querySelectorAll("#case-CPE-A-005 .bytes .hit, #case-CPE-A-005 .bytes .hint").length`, 0)
	want(p, `document.querySelector("#case-CPE-A-005 .diagnosis li").textContent`, "the cookie did not come back (the record shows it)")
	p.open("#case-CPE-A-002")
	p.wait(`document.querySelector("#case-CPE-A-002 .finding.note")`)
	want(p, `document.querySelector("#case-CPE-A-002 .finding.note .got").textContent`, "silence")
}

const openCase = `#case-CPE-A-002[open]`

func ladderIsDrawn(p *tab) {
	p.open("#case-CPE-A-002")
	p.wait(`document.querySelector("` + openCase + ` .rung")`)
	want(p, `document.querySelectorAll("`+openCase+` .rung").length`, 8)
	text := func(n int) string {
		return eval[string](p, `document.querySelectorAll("`+openCase+` .rung")[`+string(rune('0'+n))+`].textContent.replace(/\s+/g, " ")`)
	}
	for n, words := range map[int]string{
		0: "ACS to CPE: GET /crConnection Request",
		2: "CPE to ACS: InformID 1 events 1 BOOT ",
		3: "ACS to CPE: InformResponseID 1 HoldRequests 1 sets a cookie",
		4: "+0.600 sCPE to ACS: empty POST",
		5: "wrong on purpose: asks for a name that is not there",
		6: "CPE to ACS: Faultfault 9005",
		7: "204 empty response",
	} {
		if got := text(n); !contains(got, words) {
			p.t.Errorf("rung %d is %q, want %q in it", n, got, words)
		}
	}
	want(p, `document.querySelectorAll("`+openCase+` .rung.offending").length`, 1)
	want(p, `document.querySelector("`+openCase+` .rung.offending .offence").textContent`, "✕ breaks 3.5-2")
	want(p, `document.querySelector("`+openCase+` .pause").textContent`, "5.000 s of silence")
	want(p, `document.querySelector("`+openCase+` .end").textContent`, "connection 2 closed by the CPE, +6.000 s")
}

func bytesAreMarked(p *tab) {
	p.open("#case-CPE-A-002")
	p.do(chromedp.Click(chromedp.CSS(openCase + ` .finding button.show`)))
	p.wait(`document.querySelector("` + openCase + ` .bytes mark")`)
	want(p, `document.querySelector("`+openCase+` .bytes mark").textContent`, `<c:ID s:mustUnderstand="1">43</c:ID>`)
	want(p, `document.querySelector("`+openCase+` .bytes .hit").dataset.n`, "7")
	want(p, `document.querySelector("`+openCase+` .bytes .hit").textContent`, ` <s:Header><c:ID s:mustUnderstand="1">43</c:ID></s:Header>`)
	want(p, `document.querySelector("`+openCase+` .bytes .l").textContent`, "POST /acs HTTP/1.1")
	want(p, `document.activeElement.classList.contains("rung")`, true)
	want(p, `location.hash`, "#case-CPE-A-002/1.4.CPE")
}

func deepLinksLead(p *tab) {
	p.open("#case-CPE-A-002/1.4.CPE")
	p.wait(`document.querySelector("` + openCase + ` .bytes mark")`)
	want(p, `document.getElementById("summary").hidden`, true)
	// A link to what the filter hides takes the filter away.
	p.open("#cases?verdict=pass")
	p.wait(shownCases + ` === "CPE-A-001"`)
	eval[string](p, `location.hash = "#case-answer-id"`)
	p.wait(`document.getElementById("case-answer-id").open && !document.getElementById("case-answer-id").hidden`)
	p.wait(`document.querySelector("#case-answer-id .rung.offending")`)
	p.open("#req-3.5-2")
	p.wait(`document.activeElement.closest("#req-3\\.5-2")`)
	// A row that the first filter leaves out is shown all the same.
	p.open("#requirements")
	id := eval[string](p, `document.querySelector(".req[data-b='0']").id`)
	p.open("#" + id)
	p.wait(`document.activeElement.parentElement.id === "` + id + `" && !document.activeElement.parentElement.hidden`)
}

func keyboardSuffices(p *tab) {
	p.open("")
	p.press(kb.Tab)
	want(p, `document.activeElement.className`, "skip-link")
	p.open("#cases")
	eval[bool](p, `document.querySelector(".case > summary").focus() || true`)
	p.press(kb.ArrowDown)
	want(p, `document.activeElement.parentElement.id`, "case-CPE-A-002")
	p.press(kb.End)
	want(p, `document.activeElement.parentElement.id`, "case-lost-transcript")
	p.press(kb.Home, kb.ArrowDown, kb.Enter)
	p.wait(`document.querySelector("` + openCase + ` .rung")`)
	// From the case to its session there is nothing that needs a mouse.
	for i := 0; i < 40 && !eval[bool](p, `document.activeElement.classList.contains("rung")`); i++ {
		p.press(kb.Tab)
	}
	p.press(kb.ArrowDown, kb.ArrowDown, kb.Enter)
	p.wait(`document.querySelector("` + openCase + ` .rung[aria-expanded=true]")`)
	want(p, `document.activeElement.getAttribute("aria-expanded")`, "true")
	p.wait(`document.querySelector("` + openCase + ` .bytes .l")`)
	p.press(kb.Tab)
	p.wait(`document.activeElement.closest(".bytes")`)
	p.press(kb.Escape)
	p.wait(`!document.querySelector("` + openCase + ` .bytes")`)
	want(p, `document.activeElement.classList.contains("rung")`, true)
	want(p, `getComputedStyle(document.activeElement).outlineStyle`, "solid")
}

func requirementsAreListed(p *tab) {
	p.open("#requirements?all=1")
	state := func(id string) string {
		return eval[string](p, `document.getElementById("req-`+id+`").dataset.v`)
	}
	for id, want := range map[string]string{"3.5-1": "held", "3.5-2": "broken", "3.5-3": "broken", "3.5-4": "waived", "3.5-5": "error", "3.5-6": "skip", "3.5-7": "notrun", "3.5-9": "broken", "2.1-1": "unjudged"} {
		if got := state(id); got != want {
			p.t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	p.do(chromedp.Click(chromedp.CSS(`#requirements input[value=waived]`)))
	p.wait(`document.querySelectorAll(".req:not([hidden])").length === 1`)
	want(p, `document.querySelectorAll(".sec:not([hidden])").length`, 1)
	p.do(chromedp.Click(chromedp.CSS(`#req-3\.5-4 .by a`)))
	p.wait(`document.getElementById("case-CPE-A-004").open`)
}

func whatCannotBeShownIsTold(p *tab) {
	p.open("#case-lost-transcript")
	p.wait(`document.querySelector("#case-lost-transcript .trouble")`)
	want(p, `document.querySelector("#case-lost-transcript .trouble").textContent`,
		"The session cannot be shown: the transcript transcripts/gone.http is not there any more.")
}

func nothingOfADeviceActs(p *tab) {
	p.open("#case-CPE-A-002/1.4.CPE")
	p.wait(`document.querySelector("` + openCase + ` .bytes mark")`)
	want(p, `typeof window.hacked`, "undefined")
	want(p, `document.querySelectorAll("img, iframe, link, object").length`, 0)
	want(p, `performance.getEntriesByType("resource").length`, 0)
	want(p, `/[\u0000-\u0008\u001b\u202e]/.test(document.body.innerText)`, false)
}
