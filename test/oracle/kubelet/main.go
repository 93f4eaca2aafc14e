// Answers for the real kubelet: it links k8s.io/kubernetes as an ordinary module, and calls the kubelet's own
// functions, private ones by go:linkname. build.mjs builds it once for each minor. The files *_sinceNN.go and
// *_untilNN.go hold what changed its signature between minors.
//
//	manifests          one request a line {text or b64, node, path, gates, pod}: what the file source makes of it
//	json               {text or b64}: what the kubelet's YAML reader makes of it
//	urls               {text or b64, node, path}: what the HTTP source makes of a body
//	directory PATH NODE    what the file source makes of a path; the kubelet's log is on standard error
//	config ARG...      a start from argv to the validated configuration; the log is on standard error
//	flags, gates       the tables of flags and of feature gates
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/kubernetes/pkg/capabilities"
)

func main() {
	if len(os.Args) < 2 {
		fail("usage: manifests | json | urls | directory PATH NODE | config ARG... | flags | gates")
	}
	// RunKubelet does this before any pod source starts; without it validation forbids privileged containers.
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
	switch command, args := os.Args[1], os.Args[2:]; command {
	case "manifests":
		answerLines(judgeManifest)
	case "json":
		answerLines(convertToJSON)
	case "urls":
		answerLines(readBody)
	case "directory":
		if len(args) != 2 {
			fail("usage: directory PATH NODE")
		}
		print(readPath(args[0], args[1]))
	case "config":
		print(start(args))
	case "flags":
		print(flagTable())
	case "gates":
		print(gateTable())
	default:
		fail("no such command: " + command)
	}
}

// request is a document and the node that reads it.
type request struct {
	Text  string `json:"text"`
	B64   []byte `json:"b64"`
	Node  string `json:"node"`
	Path  string `json:"path"`
	Gates string `json:"gates"`
	Pod   bool   `json:"pod"`
}

func (r request) data() []byte {
	if r.B64 != nil {
		return r.B64
	}
	return []byte(r.Text)
}

// answerLines answers each line of standard input with a line, and writes them out whenever no further request
// waits.
func answerLines[A any](answer func(request) A) {
	discardLog()
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := newEncoder(out)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			r := request{Node: "node01"}
			if err := json.Unmarshal(line, &r); err != nil {
				fail(err.Error())
			}
			if err := encoder.Encode(answer(r)); err != nil {
				fail(err.Error())
			}
		}
		if in.Buffered() == 0 {
			out.Flush()
		}
		if err != nil {
			return
		}
	}
}

func print(answer any) {
	if err := newEncoder(os.Stdout).Encode(answer); err != nil {
		fail(err.Error())
	}
}

func newEncoder(out interface{ Write([]byte) (int, error) }) *json.Encoder {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(2)
}
