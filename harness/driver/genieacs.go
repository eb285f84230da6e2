package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/clock"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// GenieACS operates a GenieACS by tasks over its NBI, the HTTP API of
// genieacs-nbi. GenieACS chooses ParameterKey and CommandKey by itself.
type GenieACS struct {
	URL    string // of the NBI
	Client *http.Client
	Clock  *clock.Clock
}

// tasks makes the task of an action; nil if GenieACS has none for it.
var tasks = map[string]func(arguments any) map[string]any{
	"GetParameterValues": func(a any) map[string]any {
		return map[string]any{"name": "getParameterValues", "parameterNames": a.(*cwmp.GetParameterValues).ParameterNames}
	},
	"SetParameterValues": func(a any) map[string]any {
		var list [][]string
		for _, p := range a.(*cwmp.SetParameterValues).ParameterList {
			list = append(list, []string{p.Name, p.Value.Text, "xsd:" + p.Value.Type})
		}
		return map[string]any{"name": "setParameterValues", "parameterValues": list}
	},
	"GetParameterNames": func(a any) map[string]any {
		return map[string]any{"name": "refreshObject", "objectName": strings.TrimSuffix(a.(*cwmp.GetParameterNames).ParameterPath, ".")}
	},
	"AddObject": func(a any) map[string]any {
		return map[string]any{"name": "addObject", "objectName": strings.TrimSuffix(a.(*cwmp.AddObject).ObjectName, ".")}
	},
	"DeleteObject": func(a any) map[string]any {
		return map[string]any{"name": "deleteObject", "objectName": strings.TrimSuffix(a.(*cwmp.DeleteObject).ObjectName, ".")}
	},
	"Reboot":       func(any) map[string]any { return map[string]any{"name": "reboot"} },
	"FactoryReset": func(any) map[string]any { return map[string]any{"name": "factoryReset"} },
	"Download": func(a any) map[string]any {
		d := a.(*cwmp.Download)
		return map[string]any{"name": "download", "fileType": d.FileType, "fileName": d.TargetFileName}
	},
}

// Can implements Driver.
func (g *GenieACS) Can(action string) bool {
	return tasks[action] != nil || action == ConnectionRequest
}

// Do implements Driver. A connection request is the one that GenieACS sends for
// a task that refreshes a part of the data model.
func (g *GenieACS) Do(ctx context.Context, o Order) error {
	at := strings.TrimSuffix(g.URL, "/") + "/devices/" + url.PathEscape(genieID(o.Device)) + "/tasks"
	task := map[string]any{"name": "refreshObject", "objectName": "Device.ManagementServer"}
	if o.Action == ConnectionRequest {
		// It waits for the session before it answers; the request is sent at once.
		at += "?timeout=100&connection_request"
	} else {
		task = tasks[o.Action](o.Arguments)
	}
	body, err := json.Marshal(task)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, at, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	status, text, err := g.send(req)
	// A device is written to the database some time after its first session.
	for wait := 100 * time.Millisecond; err == nil && status == http.StatusNotFound && wait < 8*time.Second; wait *= 2 {
		if err := g.Clock.Wait(ctx, wait); err != nil {
			return err
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		status, text, err = g.send(req)
	}
	if err == nil && status/100 != 2 {
		err = fmt.Errorf("the NBI of GenieACS answered %d %s: %s", status, http.StatusText(status), text)
	}
	return err
}

func (g *GenieACS) send(req *http.Request) (status int, text string, err error) {
	resp, err := g.Client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	return resp.StatusCode, strings.TrimSpace(string(body)), nil
}

// genieID is the id that GenieACS gives a device: its parts joined by hyphens,
// each with all but letters, digits and underscores escaped by per cent signs.
func genieID(d cwmp.DeviceIdStruct) string {
	parts := []string{d.OUI, d.ProductClass, d.SerialNumber}
	if d.ProductClass == "" {
		parts = []string{d.OUI, d.SerialNumber}
	}
	for i, p := range parts {
		var b strings.Builder
		for _, c := range []byte(p) {
			if c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		parts[i] = b.String()
	}
	return strings.Join(parts, "-")
}
