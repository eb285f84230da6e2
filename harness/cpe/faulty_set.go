package cpe

import "github.com/cwmpspec/cwmpspec/harness/cwmp"

type (
	set   = cwmp.SetParameterValues
	setOK = cwmp.SetParameterValuesResponse
	setDo = func(*set) (*setOK, *rpcError)
)

// setFaults are the faults in SetParameterValues.
var setFaults = map[string]twist[set, setOK]{
	"spv-first-error-only": func(c *CPE, m *set, right setDo) (*setOK, *rpcError) {
		out, err := right(m)
		if err != nil && len(err.params) > 1 {
			err.params = err.params[:1]
		}
		return out, err
	},
}
