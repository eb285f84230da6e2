package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/verdict"
)

// saved is a session as plain text: an Inform and an empty POST, which has the
// Content-Type that it must not have if faulty.
func saved(conn int, faulty bool) string {
	const inform = `<?xml version="1.0"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
<soapenv:Header><cwmp:ID soapenv:mustUnderstand="1">1</cwmp:ID></soapenv:Header>
<soapenv:Body><cwmp:Inform>
<DeviceId><Manufacturer>Example</Manufacturer><OUI>00D09E</OUI><ProductClass>Box</ProductClass><SerialNumber>1</SerialNumber></DeviceId>
<Event soapenc:arrayType="cwmp:EventStruct[1]"><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey></CommandKey></EventStruct></Event>
<MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>
<ParameterList soapenc:arrayType="cwmp:ParameterValueStruct[7]">%s</ParameterList>
</cwmp:Inform></soapenv:Body></soapenv:Envelope>`
	const answer = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0"><soapenv:Header><cwmp:ID soapenv:mustUnderstand="1">1</cwmp:ID></soapenv:Header><soapenv:Body><cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse></soapenv:Body></soapenv:Envelope>`
	var params strings.Builder
	for _, p := range []string{"DeviceSummary", "DeviceInfo.SpecVersion", "DeviceInfo.HardwareVersion", "DeviceInfo.SoftwareVersion",
		"DeviceInfo.ProvisioningCode", "ManagementServer.ConnectionRequestURL", "ManagementServer.ParameterKey"} {
		value := "1"
		if strings.HasSuffix(p, "URL") {
			value = "http://192.0.2.7:7547/8c1f0b6e2d94a573"
		}
		fmt.Fprintf(&params, `<ParameterValueStruct><Name>InternetGatewayDevice.%s</Name><Value xsi:type="xsd:string">%s</Value></ParameterValueStruct>`, p, value)
	}
	body := fmt.Sprintf(inform, params.String())
	extra := ""
	if faulty {
		extra = "Content-Type: text/xml\r\n"
	}
	var b strings.Builder
	say := func(who, message string) {
		fmt.Fprintf(&b, "##### %s  connection %d  +0.001s\n%s\n", who, conn, message)
	}
	say("CPE->ACS", fmt.Sprintf("POST / HTTP/1.1\r\nHost: acs\r\nSOAPAction:\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s", len(body), body))
	say("ACS->CPE", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nSet-Cookie: s=%d\r\nContent-Length: %d\r\n\r\n%s", conn, len(answer), answer))
	say("CPE->ACS", fmt.Sprintf("POST / HTTP/1.1\r\nHost: acs\r\n%sCookie: s=%d\r\nContent-Length: 0\r\n\r\n", extra, conn))
	say("ACS->CPE", "HTTP/1.1 204 No Content\r\n\r\n")
	fmt.Fprintf(&b, "##### connection %d (ACS): closed by CPE  +0.002s\n", conn)
	return b.String()
}

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, bad := write("good.http", saved(1, false)), write("bad.http", saved(1, false)+saved(2, true)+saved(3, true))
	half := write("half.http", saved(2, true)+saved(3, true)+saved(4, false)+"##### CPE->ACS  connection x\n")
	session := saved(1, false)
	inform := write("inform.http", session[:strings.Index(session, "##### ACS->CPE")])
	begun := write("begun.http", session[:strings.LastIndex(session, "##### CPE->ACS")])
	resumed := write("resumed.http", session[strings.LastIndex(session, "##### CPE->ACS"):])
	empty, torn := write("empty.http", ""), write("torn.http", "##### CPE->ACS  connection x\n")
	for _, c := range []struct {
		files []string
		code  int
		says  []string
	}{
		{[]string{good}, verdict.ExitConforms, []string{"pass " + good, "1 session, 2 exchanges"}},
		{[]string{inform}, verdict.ExitConforms, []string{"1 session, 1 exchange; the file has no answer of the ACS"}},
		{[]string{begun}, verdict.ExitConforms, []string{"1 session, 1 exchange; of 1 session the file does not show the beginning or the end"}},
		{[]string{resumed}, verdict.ExitConforms, []string{"1 session, 1 exchange; of 1 session the file does not show the beginning or the end"}},
		{[]string{good, bad}, verdict.ExitFails, []string{"3.4.1-8", "exchange 4", "seen 2 times"}},
		{[]string{empty}, verdict.ExitNotJudged, []string{"there is no HTTP exchange in the file"}},
		{[]string{torn}, verdict.ExitNotJudged, []string{torn + ":1:"}},
		{[]string{filepath.Join(dir, "none.http")}, verdict.ExitNotJudged, []string{"none.http what the CPE", "the file cannot be read: no such file"}},
		{[]string{dir, good}, verdict.ExitNotJudged, []string{"is a directory", "pass " + good}},
		{[]string{half}, verdict.ExitFails, []string{"3.4.1-8", "the rest cannot be read: " + half + ":"}},
	} {
		var out bytes.Buffer
		code := run(append([]string{"check"}, c.files...), strings.NewReader(""), &out, &out)
		text := strings.Join(strings.Fields(out.String()), " ")
		if code != c.code {
			t.Errorf("%v: exit code %d, want %d:\n%s", c.files, code, c.code, out.String())
		}
		for _, s := range c.says {
			if !strings.Contains(text, s) {
				t.Errorf("%v: the output does not say %q:\n%s", c.files, s, out.String())
			}
		}
		if strings.Contains(text, " stopped ") {
			t.Errorf("%v: somebody is said to have stopped:\n%s", c.files, out.String())
		}
	}
}

// BenchmarkCheck judges a transcript of 100 MB. The metric peak-MB is the
// largest heap seen meanwhile: bounded by a session, not by the file.
func BenchmarkCheck(b *testing.B) {
	path := filepath.Join(b.TempDir(), "long.http")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for n := 1; size < 100<<20; n++ {
		k, err := f.WriteString(saved(n, n%2 == 0))
		if err != nil {
			b.Fatal(err)
		}
		size += k
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	runtime.GC()
	for b.Loop() {
		var peak atomic.Uint64
		done := make(chan struct{})
		go func() {
			tick := time.NewTicker(10 * time.Millisecond)
			defer tick.Stop()
			for {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapAlloc))
				select {
				case <-tick.C:
				case <-done:
					return
				}
			}
		}()
		c := checkFile(context.Background(), path)
		close(done)
		if c.Outcome != verdict.Fail {
			b.Fatal(c.Outcome, c.Reason)
		}
		b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MB")
	}
}

func TestCheckTellsWhoStopped(t *testing.T) {
	whole := saved(1, false)
	name := filepath.Join(t.TempDir(), "cut.http")
	// What is left has the InformResponse and then the end of the connection.
	cut := whole[:strings.LastIndex(whole, "##### CPE->ACS")] + whole[strings.LastIndex(whole, "##### connection"):]
	if err := os.WriteFile(name, []byte(cut), 0o666); err != nil {
		t.Fatal(err)
	}
	_, out, _ := call("check", name)
	if !strings.Contains(strings.Join(strings.Fields(out), " "), "stopped The CPE stopped after the InformResponse (exchange 1): it closed the connection after 0.1 s; the standard expects a request of the CPE or an empty POST (3.7.1.3).") {
		t.Errorf("%s", out)
	}
	if err := os.WriteFile(name, []byte(whole), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, out, _ := call("check", name); strings.Contains(out, "stopped") {
		t.Errorf("a session that was completed: %s", out)
	}
}
