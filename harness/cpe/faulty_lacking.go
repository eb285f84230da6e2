package cpe

// lacking are the methods that a faulty device names in MethodList and does
// not support.
var lacking = map[string]string{
	"no-set-values":     "SetParameterValues",
	"no-get-values":     "GetParameterValues",
	"no-get-names":      "GetParameterNames",
	"no-set-attributes": "SetParameterAttributes",
	"no-get-attributes": "GetParameterAttributes",
	"no-add-object":     "AddObject",
	"no-delete-object":  "DeleteObject",
	"no-reboot":         "Reboot",
}
