package puppet

import (
	"strconv"
	"strings"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
	"github.com/cwmpspec/cwmpspec/harness/datamodel"
)

// Methods are the RPCs that a device answers.
func Methods() []string {
	return []string{"GetRPCMethods", "SetParameterValues", "GetParameterValues", "GetParameterNames",
		"SetParameterAttributes", "GetParameterAttributes", "AddObject", "DeleteObject", "Reboot", "Download",
		"Upload", "FactoryReset", "ScheduleInform", "GetAllQueuedTransfers"}
}

// Answer carries out a request of the ACS and gives the response struct or
// fault to send. What a device does after the session, such as a reboot or a
// transfer, is the case's to play.
func (d *Device) Answer(env *cwmp.Envelope) any {
	switch m := env.Body.(type) {
	case *cwmp.GetRPCMethods:
		return &cwmp.GetRPCMethodsResponse{MethodList: Methods()}
	case *cwmp.GetParameterValues:
		return d.getValues(m)
	case *cwmp.GetParameterNames:
		return d.getNames(m)
	case *cwmp.SetParameterValues:
		return d.setValues(m)
	case *cwmp.GetParameterAttributes:
		return d.getAttributes(m)
	case *cwmp.SetParameterAttributes:
		return d.setAttributes(m)
	case *cwmp.AddObject:
		return d.addObject(m)
	case *cwmp.DeleteObject:
		row := d.Tree.Find(m.ObjectName)
		if row == nil || !row.IsRow() || !row.Row.Writable {
			return Fault("9005", "Invalid parameter name")
		}
		d.Tree.Delete(row)
		d.put("ManagementServer.ParameterKey", m.ParameterKey)
		return &cwmp.DeleteObjectResponse{}
	case *cwmp.Reboot:
		return &cwmp.RebootResponse{}
	case *cwmp.Download:
		return &cwmp.DownloadResponse{Status: 1, StartTime: cwmp.UnknownTime, CompleteTime: cwmp.UnknownTime}
	case *cwmp.Upload:
		return &cwmp.UploadResponse{Status: 1, StartTime: cwmp.UnknownTime, CompleteTime: cwmp.UnknownTime}
	case *cwmp.FactoryReset:
		return &cwmp.FactoryResetResponse{}
	case *cwmp.ScheduleInform:
		return &cwmp.ScheduleInformResponse{}
	case *cwmp.GetAllQueuedTransfers:
		return &cwmp.GetAllQueuedTransfersResponse{}
	}
	return Fault("9000", "Method not supported")
}

// params finds the parameters that names and partial paths stand for.
func (d *Device) params(names ...string) (list []*datamodel.Node, ok bool) {
	for _, name := range names {
		n := d.Tree.Root()
		if name != "" {
			n = d.Tree.Find(name)
		}
		if n == nil {
			return nil, false
		}
		list = append(list, n.Params()...)
	}
	return list, true
}

var invalidName = Fault("9005", "Invalid parameter name")

func (d *Device) getValues(m *cwmp.GetParameterValues) any {
	out := &cwmp.GetParameterValuesResponse{}
	list, ok := d.params(m.ParameterNames...)
	if !ok {
		return invalidName
	}
	for _, n := range list {
		out.ParameterList = append(out.ParameterList, d.value(n))
	}
	return out
}

func (d *Device) getNames(m *cwmp.GetParameterNames) any {
	out := &cwmp.GetParameterNamesResponse{}
	add := func(n *datamodel.Node) {
		out.ParameterList = append(out.ParameterList, cwmp.ParameterInfoStruct{Name: n.Path(), Writable: n.Writable()})
	}
	n := d.Tree.Root()
	if m.ParameterPath != "" {
		n = d.Tree.Find(m.ParameterPath)
	}
	switch {
	case n == nil:
		return invalidName
	case !m.NextLevel:
		n.Walk(add)
	case m.ParameterPath == "":
		add(n)
	case n.IsParam():
		return Fault("9003", "Invalid arguments")
	default:
		for _, c := range n.Children {
			add(c)
		}
	}
	return out
}

func (d *Device) setValues(m *cwmp.SetParameterValues) any {
	var faults []cwmp.SetParameterValuesFault
	reject := func(name, code, text string) {
		faults = append(faults, cwmp.SetParameterValuesFault{ParameterName: name, FaultCode: code, FaultString: text, HasFaultString: true})
	}
	draft := d.Tree.Clone()
	for _, p := range m.ParameterList {
		n := draft.Find(p.Name)
		switch {
		case n == nil || !n.IsParam():
			reject(p.Name, "9005", "Invalid parameter name")
			continue
		case !n.Row.Writable:
			reject(p.Name, "9008", "The parameter is not writable")
			continue
		}
		text, err := n.Row.Parse(p.Value.Text)
		if err != nil {
			reject(p.Name, "9007", err.Error())
			continue
		}
		n.Value = text
	}
	if len(faults) > 0 {
		f := Fault("9003", "Invalid arguments")
		f.SetParameterValuesFault = faults
		return f
	}
	d.Tree = draft
	d.put("ManagementServer.ParameterKey", m.ParameterKey)
	d.credentials()
	return &cwmp.SetParameterValuesResponse{}
}

func (d *Device) getAttributes(m *cwmp.GetParameterAttributes) any {
	out := &cwmp.GetParameterAttributesResponse{}
	list, ok := d.params(m.ParameterNames...)
	if !ok {
		return invalidName
	}
	for _, n := range list {
		out.ParameterList = append(out.ParameterList, cwmp.ParameterAttributeStruct{Name: n.Path(), Notification: n.Notification, AccessList: n.AccessList})
	}
	return out
}

func (d *Device) setAttributes(m *cwmp.SetParameterAttributes) any {
	for _, a := range m.ParameterList {
		list, ok := d.params(a.Name)
		if !ok {
			return invalidName
		}
		for _, n := range list {
			if a.NotificationChange && !n.Row.ForcedActive {
				n.Notification = a.Notification
			}
			if a.AccessListChange {
				n.AccessList = a.AccessList
			}
		}
	}
	return &cwmp.SetParameterAttributesResponse{}
}

func (d *Device) addObject(m *cwmp.AddObject) any {
	table := d.Tree.Find(m.ObjectName)
	if table == nil || !table.IsTable() || !table.Row.Writable {
		return invalidName
	}
	row, err := d.Tree.Add(table)
	if err != nil {
		return Fault("9004", "Resources exceeded")
	}
	steps := strings.Split(strings.TrimSuffix(row.Path(), "."), ".")
	number, _ := strconv.ParseUint(steps[len(steps)-1], 10, 32)
	d.put("ManagementServer.ParameterKey", m.ParameterKey)
	return &cwmp.AddObjectResponse{InstanceNumber: uint32(number)}
}
