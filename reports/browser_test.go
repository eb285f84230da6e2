package reports

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// findBrowser gives the path of a browser of the Chromium family. A test that
// needs one is skipped where there is none, unless CWMPSPEC_BROWSER says that
// there has to be one; it may name it.
func findBrowser(t *testing.T) string {
	t.Helper()
	wanted := os.Getenv("CWMPSPEC_BROWSER")
	for _, name := range []string{wanted, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	if wanted != "" {
		t.Fatalf("CWMPSPEC_BROWSER is %q, but there is no such browser and no chromium or google-chrome in PATH", wanted)
	}
	t.Skip("no chromium or google-chrome in PATH: the report is not looked at in a browser")
	return ""
}

// newBrowser starts a browser without a window; it ends with the test.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	t.Cleanup(cancel)
	// A container's root has no other way to run it, and the pages are our own.
	ctx, cancel = chromedp.NewExecAllocator(ctx, chromedp.Headless, chromedp.NoSandbox, chromedp.ExecPath(findBrowser(t)), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-dev-shm-usage", true))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return ctx
}

// tab is a page open in the browser.
type tab struct {
	t   *testing.T
	ctx context.Context
	url string
}

// newTab opens a page of its own and fails the test on anything that the page
// writes to the console: scripts that fail, and what its policy forbids.
func newTab(t *testing.T, browser context.Context, file string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	p := &tab{t, ctx, "file://" + file}
	p.do(chromedp.EmulateViewport(1280, 900))
	messages := chromedp.Console(ctx)
	var group sync.WaitGroup
	group.Go(func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			t.Errorf("on the console: %s", m)
		}
	})
	t.Cleanup(func() { cancel(); group.Wait() })
	return p
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// open goes to a place of the page as a reader does who follows a link: afresh.
func (p *tab) open(hash string) {
	p.t.Helper()
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate(p.url+hash))
}

// wait waits until an expression holds.
func (p *tab) wait(js string) {
	p.t.Helper()
	for tries := 1; ; tries++ {
		_, err := chromedp.Run(p.ctx, chromedp.Poll[bool](js+" ? true : false", chromedp.WithPollingTimeout(20*time.Second)))
		if err == nil {
			return
		}
		// A poll that begins while one page gives way to the next ends with the first.
		if tries == 5 || !strings.Contains(err.Error(), "context") {
			p.t.Fatalf("waiting for %s: %v", js, err)
		}
	}
}

// want checks what an expression gives.
func want[T comparable](p *tab, js string, expected T) {
	p.t.Helper()
	if got := eval[T](p, js); got != expected {
		p.t.Errorf("%s is %v, want %v", js, got, expected)
	}
}

func eval[T any](p *tab, js string) T {
	p.t.Helper()
	got, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", js, err)
	}
	return got
}

// press sends keys to what has the focus.
func (p *tab) press(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.do(chromedp.KeyEvent(k))
	}
}

// prefer sets what the reader's system asks for, such as a dark page.
func (p *tab) prefer(scheme string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	}))
}

// withoutScripts has the pages opened from now on run no script of their own.
func (p *tab) withoutScripts() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}
