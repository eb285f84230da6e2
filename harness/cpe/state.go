package cpe

import (
	"net/url"
	"sort"
	"time"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
	"github.com/cwmpspec/cwmpspec/harness/httpauth"
)

// persistent is what the device keeps over a reboot. A factory reset makes a new one.
type persistent struct {
	tree          *datamodel.Tree
	events        []*event
	changed       map[string]bool // parameters whose change the ACS has still to be told
	queue         []*transfer     // requested and not finished
	completed     []*transfer     // finished, TransferComplete not yet answered
	gathered      []*transfer     // finished, to be reported with those that are due; for a fault
	changes       []*unitChange   // requested by ChangeDUState and not over
	unitsDone     []*unitChange   // over, DUStateChangeComplete not yet answered
	schedule      []*scheduled
	retryCount    uint32    // failed attempts since the last successful session
	phase         time.Time // periodic Informs are counted from here if PeriodicInformTime is unknown
	upgrades      int
	firstAlias    map[string]string // of instances that were added, for a device that knows no other
	rows          int               // added by a device that numbers them in its own way
	reportedFor   map[bool]int      // by a fault: the last session of whose downloads, or uploads, one was reported
	fetched       map[string]bool   // URLs, of a device that keeps the files
	called        int               // Connection Requests, of a device that is late once in a while
	rebootsDue    int               // that a fault has still to make
	ordered       bool              // by Reboot: the present or last restart; kept for faults
	misidentified bool              // a fault has the device not know its own DeviceId
	fallback      bool              // the ACS is suspected to know CWMP 1.0 only
}

// runtime is what a reboot loses.
type runtime struct {
	booted      time.Time
	inSession   bool
	want        bool                 // an event asks for a session
	attempts    int                  // failed attempts since the boot, for Table 3
	redelivery  int                  // successful sessions in a row that left an event undelivered
	retryAt     time.Time            // zero: nothing to retry
	periodicAt  time.Time            // zero: no periodic Informs
	diagnoseAt  map[string]time.Time // when the diagnostics that are running are over, by object
	notifyAt    time.Time            // when a change that waits is notified, of a device that limits its notifications
	beatAt      time.Time            // of the next heartbeat
	beats       []*event             // a heartbeat that was not delivered; more of them by a fault
	beatFailed  bool                 // the last session was that of a heartbeat and failed
	wanted      bool                 // another event asked for a session when the heartbeat was due
	restart     restart
	applying    bool      // a change takes a reboot, to be made when the session has ended
	cutAt       time.Time // when the power went, zero if it did not
	reboots     []string  // CommandKeys of Reboot calls, until the session has ended
	reset       bool      // FactoryReset was called
	local       []change
	noted       []string          // changed in the session, to be notified after it
	undo        []change          // made when the session ends, by a fault
	told        map[string]string // values of Live parameters as the ACS last knew them
	transfering bool
	changing    bool // of deployment units
	settings    settings
	crTimes     []time.Time
	callAt      time.Time // when a Connection Request that waits becomes an event
	carried     []*event  // in the Inform of the session
	number      int       // of the session
	calledBy    int       // number of the last session with 6 CONNECTION REQUEST
	over        bool      // nothing is left of the session but to close its connection
	initiated   bool      // the session is past its InformResponse
	compressed  string    // set by a fault: the compression that cannot be disabled
	plain       bool      // the next session has no compression, whatever the Parameter says
	redirected  string    // set by a fault: where sessions begin in place of the ACS URL

	floodAt time.Time // of the next session of an unruly device

	// Of varieties of the device.
	linked    bool                // the link is up
	vendorAt  time.Time           // of the next event of the vendor
	rebootAt  time.Time           // of a reboot that the ACS asked for
	challenge *httpauth.Challenge // of the last session
	nc        int                 // how many requests have answered it

	// Of faulty devices alone.
	unsaved     []unsaved
	upgrade     bool                                     // firmware waits for its end to be reported before it is installed
	deferred    []cwmp.SetParameterAttributesStruct      // not applied yet
	lasting     []cwmp.SetParameterAttributesStruct      // to be applied to new rows too
	deleted     map[string]cwmp.ParameterAttributeStruct // attributes of deleted parameters
	added       map[string]bool                          // rows that AddObject made in the present session
	lastDeleted map[string]*datamodel.Node               // by table
	ghosts      []ghost                                  // rows that DeleteObject removed in the present session
	late        []func()                                 // what a fault puts off until the session has ended
	kept        map[string]string                        // values from before a change, or of the first change
	mourned     []string                                 // deleted parameters that it notifies of
	listenAt    time.Time                                // when the port is opened again
	taken       int                                      // Connection Requests since the last session, on a device with a limit
	calls       int                                      // Connection Requests of which each is to have its own session
	tried       []*event                                 // events of sessions that failed
	confirmed   []*event                                 // events of one InformResponse
	listless    bool                                     // 4 VALUE CHANGE outlived the restart, and the changes did not
	beside      bool                                     // a second session goes on
	eventless   bool                                     // changes from before the restart are listed without their event
}

type change struct{ name, value string }

type scheduled struct {
	at, asked time.Time
	key       string
}

// settings are the values whose change has an effect of its own.
type settings struct{ url, enable, interval, reference, listen, beat string }

type restart int

const (
	restartNone restart = iota
	restartPower
	restartFactory
)

// factory is the state in which the device leaves the factory.
func (c *CPE) factory() *persistent {
	p := &persistent{tree: c.model.New(), reportedFor: map[bool]int{}, fetched: map[string]bool{}, changed: map[string]bool{}, firstAlias: map[string]string{}, phase: c.clock.Now()}
	p.tree.Live = c.live
	if c.faulty("name-too-long") {
		c.addLongName(p.tree)
	}
	set := func(below, v string) { _ = p.tree.Put(c.name(below), v) }
	set("ManagementServer.URL", c.cfg.ACSURL)
	set("ManagementServer.Username", c.cfg.Username)
	set("ManagementServer.Password", c.cfg.Password)
	set("ManagementServer.ConnectionRequestUsername", c.cfg.ConnectionRequestUsername)
	set("ManagementServer.ConnectionRequestPassword", c.cfg.ConnectionRequestPassword)
	if c.has("lightweight") {
		set("ManagementServer.LightweightNotificationProtocolsSupported", "UDP")
	}
	if c.has("wildcards") {
		set("ManagementServer.InstanceWildcardsSupported", "true")
	}
	if c.cfg.Serial != "" {
		set("DeviceInfo.SerialNumber", c.cfg.Serial)
	}
	if c.faulty("inform-oui-broadcast") {
		set("DeviceInfo.ManufacturerOUI", "FFFFFF")
	}
	if c.has("oui-username") {
		set("DeviceInfo.ProductClass", "R\u00e9f-CPE 1")
		set("DeviceInfo.SerialNumber", "REF-0000001")
	}
	if c.has("no-product-class") {
		set("DeviceInfo.ProductClass", "")
	}
	if c.has("oui-username") {
		set("ManagementServer.Username", c.ouiUsername(p.tree))
	}
	if c.has("alias") {
		set("ManagementServer.AliasBasedAddressing", "true")
		nameInstances(p.tree)
	}
	if c.faulty("uptime-passive") {
		p.tree.Find(c.name("DeviceInfo.UpTime")).Notification = 1
	}
	c.spoilDefaults(set)
	if c.faulty("forced-active-shown-off") {
		eachParam(p.tree.Root(), func(n *datamodel.Node) {
			if n.Row.ForcedActive {
				n.Notification = 0
			}
		})
	}
	if c.faulty("no-lan-management") {
		c.closeService(p.tree.Root())
	}
	p.events = []*event{{code: "0 BOOTSTRAP"}}
	return p
}

// boot builds the runtime state anew and raises 1 BOOT.
func (c *CPE) boot() {
	kept := c.p.events[:0]
	for _, e := range c.p.events {
		// Table 8: 1 BOOT and 8 DIAGNOSTICS COMPLETE are retried until the
		// reboot. A 6 CONNECTION REQUEST that is still here has not been tried
		// once, as every event has to be (3.7.1.5).
		if e.code != "1 BOOT" && e.code != "8 DIAGNOSTICS COMPLETE" || c.repeats(e) || c.outlives(e) {
			kept = append(kept, e)
		}
	}
	c.p.events = kept
	c.forgetEvents()
	c.forgetDiagnostics()
	if c.has("no-clock") && !c.faulty("schedule-kept-without-clock") {
		c.p.schedule = nil // A.4.1.2: kept if and only if absolute time is known
	}
	for _, t := range c.p.queue {
		t.state = transferWaiting
	}
	c.loseAttributes()
	before := c.r
	c.r = &runtime{booted: c.clock.Now(), told: map[string]string{}, added: map[string]bool{}, lastDeleted: map[string]*datamodel.Node{}}
	for _, n := range c.p.tree.Root().Params() {
		if v, ok := c.live(n.Path()); ok {
			c.r.told[n.Path()] = v
		}
	}
	c.keepWaits(before)
	if c.r.listless = len(c.p.changed) > 0 && c.faulty("value-change-event-outlives-list"); c.r.listless {
		c.p.changed = map[string]bool{}
	}
	c.r.eventless = len(c.p.changed) > 0 && c.faulty("value-change-list-outlives-event")
	c.r.settings = c.readSettings()
	c.planPeriodic()
	c.planHeartbeat()
	c.lenientBoot(before)
	c.raise("1 BOOT", "")
}

// live gives the parameters that are not stored.
func (c *CPE) live(path string) (string, bool) {
	if len(path) < len(c.model.Root) {
		return "", false
	}
	switch path[len(c.model.Root):] {
	case "DeviceInfo.UpTime":
		return seconds(c.clock.Since(c.r.booted)), true
	case "Time.CurrentLocalTime":
		if c.faulty("current-local-time-utc") {
			return string(c.utc(c.clock.Now())), true
		}
		return string(c.localTime()), true
	case "Time.Status":
		if c.p.tree.Get(c.name("Time.Enable")) != "true" {
			return "Disabled", true
		}
		if c.has("no-clock") {
			return "Unsynchronized", true
		}
		return "Synchronized", true
	case "ManagementServer.ConnectionRequestURL":
		return c.crURL(), true
	}
	return "", false
}

func (c *CPE) readSettings() settings {
	return settings{
		url:       c.get("ManagementServer.URL"),
		enable:    c.get("ManagementServer.PeriodicInformEnable"),
		interval:  c.get("ManagementServer.PeriodicInformInterval"),
		reference: c.get("ManagementServer.PeriodicInformTime"),
		listen:    c.get("ManagementServer.HTTPConnectionRequestEnable"),
		beat: c.get("ManagementServer.HeartbeatPolicy.Enable") + c.get("ManagementServer.HeartbeatPolicy.ReportingInterval") +
			c.get("ManagementServer.HeartbeatPolicy.InitiationTime"),
	}
}

// applySettings puts changed values to effect; never during a session.
func (c *CPE) applySettings() {
	old, now := c.r.settings, c.readSettings()
	c.r.settings = now
	if old.enable != now.enable || old.interval != now.interval || old.reference != now.reference {
		c.p.phase = c.clock.Now()
		c.planPeriodic()
	}
	if old.beat != now.beat {
		c.planHeartbeat()
	}
	if old.listen != now.listen && now.listen != "" {
		c.switchListener(now.listen == "true")
	}
	if old.url != now.url {
		want := c.r.want
		c.bootstrap()
		if c.faulty("url-change-waits") {
			c.r.want = want
		}
	}
}

// bootstrap: the ACS URL was modified. All other events are discarded (Table 8).
func (c *CPE) bootstrap() {
	if _, err := url.Parse(c.get("ManagementServer.URL")); err != nil {
		return
	}
	if !c.faulty("bootstrap-keeps-events") {
		c.p.events, c.p.unitsDone = nil, nil
		if !c.faulty("bootstrap-completions-kept") {
			c.p.completed = nil
		}
		if !c.faulty("bootstrap-keeps-value-change") {
			c.p.changed = map[string]bool{}
		}
	}
	c.p.fallback = false
	if c.faulty("bootstrap-clears-notification") {
		c.clearNotification()
	}
	if c.faulty("bootstrap-not-sent") {
		c.r.want = true
		return
	}
	c.r.tried = nil
	c.put("ManagementServer.InstanceMode", "InstanceNumber") // section 3.6.1
	c.raise("0 BOOTSTRAP", "")
}

// applyLocal makes the changes of others that had to wait.
func (c *CPE) applyLocal() {
	for _, l := range c.r.local {
		n := c.p.tree.Find(l.name)
		if n == nil || n.Value == l.value {
			continue
		}
		c.keepValue(n)
		n.Value = l.value
		c.noteChange(n)
		c.forgetReturned(n)
	}
	c.r.local = nil
	for _, name := range c.r.noted {
		c.noteChange(c.p.tree.Find(name))
	}
	c.r.noted = nil
	c.applySettings()
}

// noteChange records that someone else than the ACS changed a parameter.
func (c *CPE) noteChange(n *datamodel.Node) {
	active := n.Notification == 2 || n.Row.ForcedActive && !c.faulty("spa-forced-switched-off")
	if active || c.passive(n) || n.Row.ForcedInform || c.faulty("change-with-notification-off-reported") {
		c.p.changed[n.Path()] = true
	}
	if active && !(c.faulty("active-change-waits") && !n.Row.ForcedActive) && !c.hesitates() {
		c.r.want = true
	}
}

// passive says that a change is for the next Inform: 4 and 6 join Passive and
// lightweight notification.
func (c *CPE) passive(n *datamodel.Node) bool {
	return n.Notification == 1 || n.Notification == 4 || n.Notification == 6 || n.Notification > 2 && c.faulty("lightweight-changes-listed")
}

// noteLive records changes of the parameters that are not stored.
func (c *CPE) noteLive() {
	for name, old := range c.r.told {
		n := c.p.tree.Find(name)
		if n == nil {
			continue
		}
		v := c.p.tree.Value(n)
		if v != old && !c.faulty("own-change-not-reported") {
			c.r.told[name] = v
			c.noteChange(n)
		}
	}
}

// pending are the changes to tell, sorted: those whose notification is still on.
func (c *CPE) pending() []string {
	var list []string
	for name := range c.p.changed {
		n := c.p.tree.Find(name)
		if n == nil || (!c.passive(n) && n.Notification != 2 && !n.Row.ForcedActive && !n.Row.ForcedInform && !c.faulty("change-with-notification-off-reported")) {
			delete(c.p.changed, name)
			continue
		}
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}
