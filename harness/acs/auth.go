package acs

import (
	"strconv"
	"sync"

	"github.com/cwmpspec/cwmpspec/harness/httpauth"
	"github.com/cwmpspec/cwmpspec/harness/wire"
)

// Scheme is how the ACS authenticates CPEs over HTTP.
type Scheme string

// The schemes.
const (
	None   Scheme = ""
	Basic  Scheme = "Basic"
	Digest Scheme = "Digest"
	Manual Scheme = "Manual" // every POST goes to the script, which challenges by itself
)

// Auth is how CPEs are authenticated (sections 3.4.4 and 3.4.5).
type Auth struct {
	Scheme             Scheme
	Algorithm          string // of Digest: MD5, MD5-sess or SHA-256; empty: MD5, not named in the challenge
	Username, Password string
	Realm              string // "cwmpspec" if empty
	CloseOnChallenge   bool   // 401 with Connection: close
	NoncePerConnection bool   // a nonce is good only on the connection it was given on
}

const maxNonces = 4096

// nonce is what is remembered of one challenge.
type nonce struct {
	challenge httpauth.Challenge
	conn      int
	owner     *Claim
	first     *httpauth.Authorization
	count     uint64 // highest nc seen
}

type authenticator struct {
	mu     sync.Mutex
	auth   Auth
	nonces map[string]*nonce
	order  []string
	fault  string // that the ACS shows
}

func newAuthenticator(a Auth) *authenticator {
	n := &authenticator{}
	n.set(a)
	return n
}

func (n *authenticator) set(a Auth) {
	if a.Realm == "" {
		a.Realm = "cwmpspec"
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.auth, n.nonces, n.order = a, map[string]*nonce{}, nil
}

// verdict is the outcome of looking at the credentials of a request.
type verdict struct {
	ok    bool
	why   string // why not
	stale bool
	// challenged: the credentials answer a challenge not answered before,
	// given while owner held the claim.
	challenged bool
	owner      *Claim
}

func (n *authenticator) check(m *wire.Message, conn int) verdict {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.auth.Scheme == None || n.auth.Scheme == Manual {
		return verdict{ok: true}
	}
	value := m.Get("Authorization")
	if value == "" {
		return verdict{ok: n.fault == "acs-strangers-served", why: "no credentials"}
	}
	a, err := httpauth.ParseAuthorization(value)
	if err != nil {
		return verdict{why: err.Error()}
	}
	check := httpauth.Check{Method: m.Method, Target: m.Target, Username: n.auth.Username, Password: n.auth.Password}
	if n.auth.Scheme == Basic {
		check.Challenge = httpauth.Challenge{Scheme: "Basic", Realm: n.auth.Realm}
		if err := httpauth.Verify(a, check); err != nil {
			return verdict{why: err.Error()}
		}
		return verdict{ok: true}
	}
	if a.Scheme == "Basic" && n.fault == "acs-basic-accepted" {
		return verdict{ok: a.Username == n.auth.Username && a.Password == n.auth.Password}
	}
	if a.Scheme != "Digest" {
		return verdict{why: httpauth.ErrScheme.Error() + ": " + a.Scheme}
	}
	known := n.nonces[a.Nonce]
	if known == nil || n.auth.NoncePerConnection && known.conn != conn {
		return verdict{why: httpauth.ErrStale.Error(), stale: true}
	}
	check.Challenge, check.First = known.challenge, known.first
	if err := httpauth.Verify(a, check); err != nil && n.fault != "acs-any-password" {
		return verdict{why: err.Error()}
	}
	if n.fault == "acs-nonce-constant" || n.fault == "acs-replay-accepted" {
		return verdict{ok: true}
	}
	count, _ := strconv.ParseUint(a.NC, 16, 32) // Verify has seen to its form
	if count <= known.count && known.challenge.QOP != "" {
		return verdict{why: "nc " + a.NC + " was used before", stale: true}
	}
	v := verdict{ok: true, challenged: known.first == nil, owner: known.owner}
	if known.first == nil {
		known.first = &a
	}
	known.count = count
	return v
}

// challenge is the value of a new WWW-Authenticate field.
func (n *authenticator) challenge(conn int, owner *Claim, stale bool) (value string, closes bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := httpauth.Challenge{Scheme: string(n.auth.Scheme), Realm: n.auth.Realm}
	if n.auth.Scheme == Digest {
		c.Nonce, c.Opaque, c.QOP, c.Algorithm = httpauth.Nonce(), httpauth.Nonce(), "auth", n.auth.Algorithm
		if n.fault == "acs-nonce-constant" {
			c.Nonce, c.Opaque = "0123456789abcdef", "fedcba9876543210"
		}
		if n.fault == "acs-digest-without-qop" {
			c.QOP = ""
		}
		if len(n.order) >= maxNonces {
			delete(n.nonces, n.order[0])
			n.order = n.order[1:]
		}
		n.nonces[c.Nonce] = &nonce{challenge: c, conn: conn, owner: owner}
		n.order = append(n.order, c.Nonce)
		c.Stale = stale
	}
	return c.String(), n.auth.CloseOnChallenge
}
