// Command cwmpspec holds TR-069 devices against the standard. This folder
// turns flags into a plan and a run into an exit code, and nothing else.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
