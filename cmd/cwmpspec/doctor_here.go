package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"os/exec"
	"strings"
	"time"
)

// reachBound bounds an attempt to connect to ourselves.
const reachBound = 5 * time.Second

// reach connects to the host and port of a URL.
func reach(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return err
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	c, err := net.DialTimeout("tcp", net.JoinHostPort(u.Hostname(), port), reachBound)
	if err != nil {
		return err
	}
	return c.Close()
}

// listener looks whether the URL that the device is given leads here.
func (d *doctor) listener(b *bench) {
	at := b.url()
	if err := reach(at); err != nil {
		d.fail("listener", fmt.Sprintf("%s cannot be reached from this machine: %v", at, err),
			"open the port in the firewall; if the device sees this machine under another address, set listen: url in the target file")
		return
	}
	u, _ := url.Parse(at)
	if ip := net.ParseIP(u.Hostname()); ip != nil && ip.IsLoopback() {
		d.remark("listener", at+" is on loopback: only a device on this machine can reach it", "listen on 0.0.0.0:7547 for any other")
		return
	}
	d.ok("listener", "%s is reachable from this machine", at)
}

// certificate looks at what the device will check of TLS.
func (d *doctor) certificate(b *bench) {
	cfg, err := listenTLS(d.t)
	if cfg == nil || err != nil {
		return // newBench has told of errors
	}
	u, err := url.Parse(b.url())
	if err != nil {
		return
	}
	c, err := x509.ParseCertificate(cfg.Certificates[0].Certificate[0])
	switch {
	case err != nil:
		d.fail("certificate", err.Error(), "make the certificate anew")
	case u.Scheme != "https":
		d.fail("certificate", "listen: url is "+b.url()+", but the listener has TLS", "write https in listen: url")
	case c.VerifyHostname(u.Hostname()) != nil:
		d.fail("certificate", "it is not for the name in the ACS URL: "+c.VerifyHostname(u.Hostname()).Error(), "make a certificate for "+u.Hostname()+", or give the device a URL with a name that it has (listen: url)")
	case time.Now().After(c.NotAfter) || time.Now().Before(c.NotBefore):
		d.fail("certificate", fmt.Sprintf("it is valid from %s to %s", c.NotBefore.Format(time.DateOnly), c.NotAfter.Format(time.DateOnly)), "renew it, or set the clock of this machine")
	default:
		d.ok("certificate", "for %s, valid until %s; the device has to trust its authority", u.Hostname(), c.NotAfter.Format(time.DateOnly))
	}
}

// files looks whether the file servers for transfers can be reached.
func (d *doctor) files(b *bench) {
	for _, f := range []struct {
		what string
		url  string
	}{{"file server", b.Files.URL("/doctor")}, {"file server, TLS", secureURL(b)}} {
		switch {
		case f.url == "":
			d.remark(f.what, "there is none: the cases that transfer files over TLS are skipped", "set tls: in the target file")
		case reach(f.url) != nil:
			d.fail(f.what, fmt.Sprintf("%s cannot be reached from this machine: %v", f.url, reach(f.url)), "open the port in the firewall, or fix it by listen: files in the target file")
		default:
			d.ok(f.what, "%s is reachable from this machine", strings.TrimSuffix(f.url, "/doctor"))
		}
	}
	if b.Lent.Content == nil {
		d.remark("file to lend", "none: the cases that have the device download a file are skipped", "name a harmless one in borrow: download_type and download_file")
	}
}

func secureURL(b *bench) string {
	if b.SecureFiles == nil {
		return ""
	}
	return b.SecureFiles.URL("/doctor")
}

// hooks looks whether the commands of the hooks can be run, and runs none.
func (d *doctor) hooks() {
	for _, one := range allHooks(d.t.Hooks) {
		what := "hook " + one.name
		if one.Command == "" {
			d.remark(what, "none: the cases that need it are skipped", "set hooks: "+one.name+": command, or run with --interactive")
			continue
		}
		if err := checkCommand(one.Command); err != nil {
			d.fail(what, err.Error(), "correct hooks: "+one.name+": command")
			continue
		}
		d.ok(what, "%s", one.Command)
	}
}

// checkCommand has the shell read a command without running it, and looks for
// the program it begins with.
func checkCommand(command string) error {
	if out, err := exec.Command("sh", "-n", "-c", command).CombinedOutput(); err != nil {
		return fmt.Errorf("the shell cannot read it: %s", strings.TrimSpace(string(out)))
	}
	first := strings.Fields(command)[0]
	if strings.ContainsAny(first, "=$`'\"(){};|&<>") {
		return nil // more than a name: only the shell knows
	}
	if out, err := exec.Command("sh", "-c", "command -v -- \"$1\"", "sh", first).CombinedOutput(); err != nil || len(out) == 0 {
		return fmt.Errorf("%s: there is no such command", first)
	}
	return nil
}

// runHooks runs those that act on the device, and sees it come back.
func (d *doctor) runHooks(ctx context.Context, b *bench) {
	for _, h := range []struct {
		name string
		run  func(context.Context) error
	}{{"power_cycle", b.Hands.PowerCycle}, {"factory_reset", b.Hands.FactoryReset}} {
		if h.run == nil {
			continue
		}
		what := "run " + h.name
		b.Expect()
		if err := h.run(ctx); err != nil {
			d.fail(what, err.Error(), "try the command by hand")
			continue
		}
		err := b.learn(ctx, quiet{d.tell}, d.t.Timeouts.Boot.Duration())
		if ctx.Err() != nil {
			d.fail(what, "interrupted before the device came back", "")
			return
		}
		if err != nil {
			d.fail(what, fmt.Sprintf("the device did not come back within %d s: %v", d.t.Timeouts.Boot, err), "raise timeouts: boot, or see what the hook does to the device")
			continue
		}
		d.ok(what, "the device came back")
	}
}
