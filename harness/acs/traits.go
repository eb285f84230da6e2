package acs

import (
	"fmt"
	"slices"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Trait is a variety of the ACS that the standard allows.
type Trait struct{ Name, Title string }

// Traits lists what Config.Traits can name.
func Traits() []Trait {
	return []Trait{
		{"v1.0", "the highest CWMP version is 1.0"},
		{"v1.1", "the highest CWMP version is 1.1"},
		{"v1.3", "the highest CWMP version is 1.3: no UseCWMPVersion header"},
		{"provisioning", "each new device is asked for its data and is set up"},
		{"unkept", "each connection is closed after one response"},
		{"open", "devices are not asked to authenticate themselves"},
		{"basic", "the scheme of authentication is Basic"},
		{"md5-sess", "the algorithm of Digest is MD5-sess"},
		{"nonce-per-connection", "a nonce is good only on the connection it was given on"},
		{"tls", "the URL is https"},
	}
}

// has says that the ACS was given this trait.
func (s *Server) has(trait string) bool { return slices.Contains(s.cfg.Traits, trait) }

// dispose applies the traits to the configuration.
func (cfg *Config) dispose() error {
	if cfg.Fault == "acs-digest-sha-256-only" {
		cfg.Auth.Algorithm = "SHA-256"
	}
	for _, name := range cfg.Traits {
		if !slices.ContainsFunc(Traits(), func(t Trait) bool { return t.Name == name }) {
			return fmt.Errorf("acs: there is no trait %q", name)
		}
		switch name {
		case "open":
			cfg.Auth.Scheme = None
		case "basic":
			cfg.Auth.Scheme = Basic
		case "md5-sess":
			cfg.Auth.Algorithm = "MD5-sess"
		case "nonce-per-connection":
			cfg.Auth.NoncePerConnection = true
		}
	}
	return nil
}

// age has a session of an older ACS speak as such: in its own namespace, or in
// that of the device if that is older (3.7.2.1).
func (s *Server) age(sess *Session) {
	own := ""
	switch {
	case s.has("v1.0"):
		own = cwmp.NS10
	case s.has("v1.1"):
		own = cwmp.NS11
	case s.has("v1.3"):
		own = cwmp.NS12
	default:
		return
	}
	sess.Play(min(own, sess.namespace()))
}

// provision orders what a new device is asked by an ACS with that trait; the
// caller holds mu.
func (s *Server) provision(inform *cwmp.Inform) {
	key := deviceKey(inform.DeviceId)
	if _, known := s.urls[key]; known || !s.has("provisioning") {
		return
	}
	server := "Device.ManagementServer."
	text := func(name, value string) cwmp.ParameterValueStruct {
		return cwmp.ParameterValueStruct{Name: server + name, Value: cwmp.Value{Type: "string", Text: value}}
	}
	s.orders[key] = append(s.orders[key],
		Order{Body: &cwmp.GetParameterNames{ParameterPath: "Device.", NextLevel: true}},
		Order{Body: &cwmp.GetParameterValues{ParameterNames: []string{"Device.DeviceInfo.", server + "PeriodicInformInterval"}}},
		Order{Body: &cwmp.SetParameterValues{ParameterKey: "provisioned", ParameterList: []cwmp.ParameterValueStruct{
			text("ConnectionRequestUsername", s.cfg.CRUsername), text("ConnectionRequestPassword", s.cfg.CRPassword)}}},
		Order{Body: &cwmp.SetParameterAttributes{ParameterList: []cwmp.SetParameterAttributesStruct{
			{Name: "Device.DeviceInfo.SoftwareVersion", NotificationChange: true, Notification: 2}}}},
	)
}
