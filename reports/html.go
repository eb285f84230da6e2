package reports

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

//go:embed html
var assets embed.FS

// htmlPage is what the one page is made of: the template, and style and script
// with the digests by which the page's own policy lets them run and nothing
// else, so that what a device put on the wire can never act in a reader's browser.
type htmlPage struct {
	template *template.Template
	Style    template.CSS
	Script   template.JS
	Policy   string
}

var loadHTML = sync.OnceValues(func() (*htmlPage, error) {
	style, err := concat("html/*.css")
	if err != nil {
		return nil, err
	}
	script, err := concat("html/*.js")
	if err != nil {
		return nil, err
	}
	script = "\"use strict\";\n(() => {\n" + script + "})();\n"
	t, err := template.New("").Funcs(htmlFuncs).ParseFS(assets, "html/*.tmpl")
	if err != nil {
		return nil, err
	}
	return &htmlPage{
		template: t, Style: template.CSS(style), Script: template.JS(script),
		Policy: fmt.Sprintf("default-src 'none'; base-uri 'none'; form-action 'none'; style-src '%s'; script-src '%s'", digest(style), digest(script)),
	}, nil
})

// concat joins the embedded files of a pattern in the order of their names.
func concat(pattern string) (string, error) {
	names, err := fs.Glob(assets, pattern)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, name := range names {
		data, err := assets.ReadFile(name)
		if err != nil {
			return "", err
		}
		b.Write(data)
	}
	return b.String(), nil
}

// digest is how a Content-Security-Policy names a script or style by its text.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// HTML writes the run as one page that needs nothing besides itself. The
// transcripts that the run names are read from dir, the folder of
// results.json, and carried along compressed; one that cannot be read is told
// in its place and is no error.
func HTML(w io.Writer, run *verdict.Run, dir string) error {
	page, err := loadHTML()
	if err != nil {
		return err
	}
	view := newRunView(run)
	view.htmlPage = page
	if err := page.template.ExecuteTemplate(w, "page.tmpl", view); err != nil {
		return err
	}
	// The transcripts stand last, so that a reader need not wait for them.
	if err := writeSessions(w, run, view.sessions, dir); err != nil {
		return err
	}
	_, err = io.WriteString(w, "</body>\n</html>\n")
	return err
}

var htmlFuncs = template.FuncMap{
	"clean":   visible,
	"level":   levelWords,
	"word":    func(o verdict.Outcome) string { return outcomeWords[o] },
	"took":    func(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) },
	"moment":  moment,
	"day":     func(t time.Time) string { return t.Format(time.DateOnly) },
	"pct":     func(n, of int) string { return fmt.Sprintf("%.3f", 100*float64(n)/float64(max(of, 1))) },
	"section": sectionWords,
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "not known"
	}
	return t.Format("2006-01-02 15:04:05 -07:00")
}
