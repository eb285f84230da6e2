package reports

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPictures makes the pictures of docs/reading-a-report.md from the report
// of a run; .ci/pictures runs it. CWMPSPEC_RUN is the folder of the run,
// CWMPSPEC_PICTURES that of the pictures.
func TestPictures(t *testing.T) {
	dir, out := os.Getenv("CWMPSPEC_RUN"), os.Getenv("CWMPSPEC_PICTURES")
	if dir == "" || out == "" {
		t.Skip("set CWMPSPEC_RUN and CWMPSPEC_PICTURES to make the pictures of the documentation")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	run, err := ReadJSON(filepath.Join(dir, ResultsFile))
	if err != nil {
		t.Fatal(err)
	}
	browser := newBrowser(t)
	file := writeReport(t, run, dir)
	if err := os.MkdirAll(out, 0o777); err != nil {
		t.Fatal(err)
	}
	failing := `document.querySelector(".case[open] .finding")`
	for _, picture := range []struct {
		name, place, wait, scroll string
		height                    int64
	}{
		{"summary", "#summary", `true`, `0`, 560},
		{"cases", "#cases?req=3.5", `document.querySelector(".case:not([hidden])")`, `0`, 460},
		{"finding", "#case-inform-deviceid", failing, failing + `.closest(".case").offsetTop - 10`, 620},
		{"session", "#case-inform-deviceid", failing, `0`, 760},
		{"requirements", "#requirements?req=A.3.3.1", `document.querySelector(".req:not([hidden])")`, `0`, 520},
	} {
		p := newTab(t, browser, file)
		p.do(chromedp.EmulateViewport(1100, picture.height))
		p.open(picture.place)
		p.wait(picture.wait)
		if picture.name == "session" {
			p.do(chromedp.Click(chromedp.CSS(`.case[open] button.show`)))
			p.wait(`document.querySelector(".bytes mark")`)
			eval[bool](p, `(document.querySelector(".bytes").closest(".ladder").scrollIntoView(), true)`)
		} else {
			eval[bool](p, `(window.scrollTo(0, `+picture.scroll+`), true)`)
		}
		eval[bool](p, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
		image, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, "report-"+picture.name+".png"), image, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
