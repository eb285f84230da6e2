package puppet

import (
	"fmt"

	"github.com/cwmpspec/cwmpspec/harness/cwmp"
)

// Status is that of the response, 0 if there is none.
func (r *Reply) Status() int {
	if r == nil || r.Resp == nil || r.Err != nil {
		return 0
	}
	return r.Resp.Status
}

// Empty says that a complete response came, with status 2xx and without a body.
func (r *Reply) Empty() bool { return r.Status()/100 == 2 && len(r.Resp.Body) == 0 }

// Kind is what the response holds: cwmp.None without an envelope.
func (r *Reply) Kind() cwmp.Kind {
	if r == nil || r.Err != nil || r.Env == nil {
		return cwmp.None
	}
	return r.Env.Kind
}

// Asks says that the response holds a request of the ACS.
func (r *Reply) Asks() bool { return r.Kind() == cwmp.Request }

// Responds says that the response holds the response to a method.
func (r *Reply) Responds(method string) bool {
	return r.Kind() == cwmp.Response && r.Env.Method == method
}

// Fault is the fault in the response, nil if there is none.
func (r *Reply) Fault() *cwmp.Fault {
	if r.Kind() != cwmp.FaultMsg {
		return nil
	}
	f, _ := r.Env.Body.(*cwmp.Fault)
	return f
}

// Code is the CWMP fault code of a fault, "none" for anything else.
func (r *Reply) Code() string {
	f := r.Fault()
	switch {
	case f == nil:
		return "none"
	case !f.HasCWMP:
		return "a SOAP fault without a CWMP fault code"
	}
	return f.FaultCode
}

// String says in a few words what came: "InformResponse", "fault 8003",
// "status 401", "an empty response".
func (r *Reply) String() string {
	switch {
	case r == nil:
		return "nothing"
	case r.Err != nil:
		return "no response: " + r.Err.Error()
	case r.Kind() == cwmp.FaultMsg:
		return "fault " + r.Code()
	case r.Env != nil && r.Env.Kind != cwmp.None:
		return r.Env.Name
	case r.Empty():
		return "an empty response"
	case r.Status()/100 == 2:
		return fmt.Sprintf("status %d with something that is no CWMP envelope", r.Status())
	}
	return fmt.Sprintf("status %d", r.Status())
}

// Refused says that the ACS declined the request: by a fault, by an HTTP error,
// or by closing the connection.
func (r *Reply) Refused() bool {
	return r.Err != nil || r.Kind() == cwmp.FaultMsg || r.Status() >= 400
}

// Body is the message struct of the envelope, nil if there is none.
func (r *Reply) Body() any {
	if r.Kind() == cwmp.None {
		return nil
	}
	return r.Env.Body
}
