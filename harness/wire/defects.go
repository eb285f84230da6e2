package wire

// Codes of defects: departures from the message syntax and framing of RFC 7230.
// They are stable, so that rules can refer to them.
const (
	CodeStartLine         = "http-start-line"          // not a request line (3.1.1) or a status line (3.1.2)
	CodeReasonSpace       = "http-reason-space"        // no space after the status code (3.1.2)
	CodeVersion           = "http-version"             // the version is neither HTTP/1.1 nor HTTP/1.0 (2.6)
	CodeHTTP10            = "http-1.0"                 // mild: the message is HTTP/1.0
	CodeLeadingBlank      = "http-leading-blank-line"  // mild: blank lines before a request line (3.5)
	CodeBareLF            = "http-bare-lf"             // a line of the head, a chunk or a trailer ends in LF alone (3, 3.5)
	CodeBareCR            = "http-bare-cr"             // a CR inside a line of the head (3.5)
	CodeNoColon           = "http-no-colon"            // a header line without a colon (3.2)
	CodeSpaceBeforeColon  = "http-space-before-colon"  // white space between a field name and its colon (3.2.4)
	CodeSpaceBeforeFields = "http-space-before-fields" // white space at the start of the first header line (3)
	CodeObsFold           = "http-obs-fold"            // a field value continued on the next line (3.2.4)
	CodeFieldName         = "http-field-name"          // a field name that is not a token (3.2.6)
	CodeFieldValue        = "http-field-value"         // a control character in a field value (3.2)
	CodeHostMissing       = "http-host-missing"        // an HTTP/1.1 request without Host (5.4)
	CodeHostRepeated      = "http-host-repeated"       // more than one Host (5.4)
	CodeLengthInvalid     = "http-length-invalid"      // a Content-Length that is not a number (3.3.2)
	CodeLengthRepeated    = "http-length-repeated"     // the same Content-Length more than once (3.3.2)
	CodeLengthConflict    = "http-length-conflict"     // Content-Lengths that differ (3.3.2)
	CodeLengthAndCoding   = "http-length-and-coding"   // Content-Length beside Transfer-Encoding (3.3.2)
	CodeLengthForbidden   = "http-length-forbidden"    // Content-Length or Transfer-Encoding in a 1xx or 204 response (3.3.1, 3.3.2)
	CodeNoLength          = "http-no-length"           // mild: a POST or PUT without any length, taken as empty (3.3.2, 3.3.3)
	CodeUntilClose        = "http-until-close"         // mild: a response whose body ends with the connection (3.3.3)
	CodeTransferCoding    = "http-transfer-coding"     // a transfer coding other than chunked, or chunked not last (3.3.1)
	CodeCodingInHTTP10    = "http-coding-in-1.0"       // Transfer-Encoding in an HTTP/1.0 message (3.3.1)
	CodeChunkSize         = "http-chunk-size"          // a chunk size that is not a hexadecimal number (4.1)
	CodeChunkEnd          = "http-chunk-end"           // chunk data not followed by a line end (4.1)
	CodeTruncated         = "http-truncated"           // the connection ended, or time ran out, before the message did (3.4)
	CodeTooLarge          = "http-too-large"           // mild: beyond our bound; not a departure from the RFC
)

// Mild tells whether a defect is only an observation: something that RFC 7230
// permits, or tells a receiver to tolerate, or a bound of our own.
func Mild(code string) bool {
	switch code {
	case CodeHTTP10, CodeLeadingBlank, CodeNoLength, CodeUntilClose, CodeTooLarge:
		return true
	}
	return false
}

// HasDefect tells whether the message has a defect with the code.
func (m *Message) HasDefect(code string) bool {
	for _, d := range m.Defects {
		if d.Code == code {
			return true
		}
	}
	return false
}
