package cpe

import (
	. "github.com/onsi/gomega"

	"github.com/cwmpspec/cwmpspec/harness/acs"
	"github.com/cwmpspec/cwmpspec/harness/conform"
	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/target"
)

func init() {
	spec(conform.Case{
		ID: "CPE-DL-301", Subject: "Download", Needs: []string{"download", NeedFiles, target.NeedFirmware}, Waits: 600,
		Title:  "new firmware runs when its download is reported as a success",
		Covers: reqs("A.3.2.8-9", "A.3.2.8-10", "A.3.2.8-12", "A.3.2.8-40", "A.3.3.2-6", "A.3.3.1-52", "A.3.3.1-57", "A.3.3.1-63"),
		Steps:  "Read SoftwareVersion, order the lent image with FileType 1 Firmware Upgrade Image, and read SoftwareVersion in the session with TransferComplete and, some seconds later, in another one.",
		Passes: "The image is taken and fetched. OUI, ProductClass and SerialNumber are as before. SoftwareVersion is new in the session that brings TransferComplete, in the Inform and by GetParameterValues, and no restart follows.",
	}, func(t *CPE) {
		name := t.Device.Root + "DeviceInfo.SoftwareVersion"
		before := t.Value(name)
		o := t.Download("image", acs.File{Content: t.Firmware}, func(m *cwmp.Download) { m.FileType = "1 Firmware Upgrade Image" })
		t.Req("A.3.2.8-40").Expect(o.reply.Code(), "the fault code in the answer to Download").To(BeElementOf("none", "9004"))
		t.taken(o)
		in := t.upgraded(o)
		told, read := valueIn(in, name), t.Value(name)
		t.needs(o)
		t.Req("A.3.2.8-9", "A.3.2.8-10", "A.3.3.2-6").Expect(read, "SoftwareVersion in the session with TransferComplete").NotTo(Equal(before))
		t.Req("A.3.2.8-10").Expect(told, "SoftwareVersion in the Inform of the session with TransferComplete").NotTo(Equal(before))
		was, is := t.Device.Inform.DeviceId, in.DeviceId
		t.Req("A.3.3.1-52").Expect(is.OUI, "OUI after the upgrade").To(Equal(was.OUI))
		t.Req("A.3.3.1-57").Expect(is.ProductClass, "ProductClass after the upgrade").To(Equal(was.ProductClass))
		t.Req("A.3.3.1-63").Expect(is.SerialNumber, "SerialNumber after the upgrade").To(Equal(was.SerialNumber))
		t.End()
		// A 1 BOOT that comes once more tells of no other restart.
		t.Req("A.3.2.8-12").Expect(unsent(orNone(t.Next(aWhile)), in, "1 BOOT"), "events of a restart after the success was reported").To(BeEmpty())
	})
}

// upgraded serves sessions up to the end of the calls of the one that brings
// TransferComplete, which stays open, and returns its Inform.
func (t *CPE) upgraded(o *order) *cwmp.Inform {
	t.End()
	in := t.upto(t.inAll(t.TransferBound+t.BootBound), func(*cwmp.Inform) bool {
		t.Welcome()
		return t.completion(o) != nil
	})
	if in == nil {
		t.Stop("no TransferComplete came for the firmware")
	}
	return in
}
