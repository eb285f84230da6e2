package cpe

import (
	"net/http"
	"net/url"
	"sort"
	"strings"
	"time"
)

// jar keeps the cookies of one session (RFC 6265, section 3.4.2).
type jar struct {
	list   []*cookie
	faulty func(id string) bool
}

type cookie struct {
	name, value, path, domain string
	hostOnly, secure          bool
	expires                   time.Time // in protocol time; zero: with the session
}

// store takes the Set-Cookie fields of a response from at.
func (j *jar) store(at *url.URL, fields []string, now time.Time) {
	for _, line := range fields {
		hc, err := http.ParseSetCookie(line)
		if err != nil {
			continue
		}
		c := &cookie{name: hc.Name, value: hc.Value, path: hc.Path, secure: hc.Secure, domain: strings.ToLower(at.Hostname()), hostOnly: true}
		if hc.Quoted {
			c.value = `"` + hc.Value + `"`
		}
		if c.path == "" && j.faulty("cookie-without-path-dropped") {
			continue
		}
		if !strings.HasPrefix(c.path, "/") {
			c.path = defaultPath(at.Path)
		}
		if d := strings.ToLower(strings.TrimPrefix(hc.Domain, ".")); d != "" && d != c.domain {
			if !strings.HasSuffix(c.domain, "."+d) {
				continue // RFC 6265 section 5.3: a cookie for someone else's domain
			}
			c.domain, c.hostOnly = d, false
		}
		switch {
		case j.faulty("cookie-max-age-ignored"):
		case hc.MaxAge < 0:
			c.expires = now
		case hc.MaxAge > 0:
			c.expires = now.Add(time.Duration(hc.MaxAge) * time.Second)
		case !hc.Expires.IsZero():
			c.expires = hc.Expires
		}
		j.put(c)
	}
}

func (j *jar) put(c *cookie) {
	for i, old := range j.list {
		if old.name == c.name && old.path == c.path && old.domain == c.domain {
			if j.faulty("cookie-change-ignored") {
				return
			}
			j.list[i] = c // keeps the place of its creation
			return
		}
	}
	j.list = append(j.list, c)
	switch {
	case j.faulty("cookie-only-last"):
		j.list = []*cookie{c}
	case j.faulty("cookie-store-small") && j.size() > 256, j.faulty("cookie-store-512") && j.size() > 512:
		j.list = j.list[:len(j.list)-1]
	}
}

// size is what the cookies take.
func (j *jar) size() (n int) {
	for _, c := range j.list {
		n += len(c.name) + len(c.value) + len(c.path) + len("=; Path=")
	}
	return n
}

// header is the Cookie field for a request to at. After a redirection the
// cookies go to the new server without a look at their domain (3.4.2).
func (j *jar) header(at *url.URL, redirected bool, now time.Time) string {
	path := at.Path
	if path == "" {
		path = "/"
	}
	host := strings.ToLower(at.Hostname())
	var fit []*cookie
	for _, c := range j.list {
		switch {
		case !c.expires.IsZero() && !now.Before(c.expires):
		case c.secure && at.Scheme != "https" && !j.faulty("cookie-attributes-ignored"):
		case !redirected && host != c.domain && (c.hostOnly || !strings.HasSuffix(host, "."+c.domain)):
		// A path is part of the server's own name space: a redirected session
		// is to include all its cookies, so the path is not looked at either.
		case !redirected && !pathMatch(path, c.path) && !j.faulty("cookie-attributes-ignored"):
		default:
			fit = append(fit, c)
		}
	}
	sort.SliceStable(fit, func(a, b int) bool { return len(fit[a].path) > len(fit[b].path) })
	var parts []string
	for _, c := range fit {
		parts = append(parts, c.name+"="+c.value)
		if j.faulty("cookie-attributes-returned") {
			parts = append(parts, "Path="+c.path)
		}
	}
	return strings.Join(parts, "; ")
}

// defaultPath is the one of RFC 6265 section 5.1.4.
func defaultPath(p string) string {
	i := strings.LastIndex(p, "/")
	if !strings.HasPrefix(p, "/") || i == 0 {
		return "/"
	}
	return p[:i]
}

func pathMatch(request, cookie string) bool {
	return request == cookie || strings.HasPrefix(request, cookie) &&
		(strings.HasSuffix(cookie, "/") || request[len(cookie)] == '/')
}
