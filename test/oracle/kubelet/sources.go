package main

import (
	"fmt"
	"os"
	"time"
	"unsafe"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/cache"
	api "k8s.io/kubernetes/pkg/apis/core"
)

// readPod is a pod that a source delivers; its labels tell which file it is from.
type readPod struct {
	Key    string            `json:"key"`
	Labels map[string]string `json:"labels,omitempty"`
}

// listing is what the file source makes of a path: the pods as they were read, and those left when the last of
// a namespace/name has won.
type listing struct {
	Kind  string    `json:"kind"` // missing, dir, file, other, error
	Error string    `json:"error"`
	Read  []readPod `json:"read"`
	Runs  []readPod `json:"runs"`
}

// readPath does what listConfig (pkg/kubelet/config/file.go) does with a path.
func readPath(path, node string) listing {
	out := listing{Read: []readPod{}, Runs: []readPod{}}
	info, err := os.Stat(path)
	switch {
	case os.IsNotExist(err):
		out.Kind = "missing"
		return out
	case err != nil:
		out.Kind, out.Error = "error", err.Error()
		return out
	}
	// The updates go nowhere: what listConfig sends is asked for here.
	updates := make(chan int, 1)
	source := newSourceFile(path, types.NodeName(node), time.Second, *(*unsafe.Pointer)(unsafe.Pointer(&updates)))
	var pods []*v1.Pod
	switch {
	case info.IsDir():
		out.Kind = "dir"
		pods, err = extractFromDir(source, path)
	case info.Mode().IsRegular():
		out.Kind = "file"
		var pod *v1.Pod
		if pod, err = extractFromFile(source, path); err == nil {
			pods = []*v1.Pod{pod}
		}
	default:
		out.Kind = "other"
	}
	if err != nil {
		out.Error = err.Error()
	}
	at := map[string]int{}
	for _, pod := range pods {
		read := newReadPod(pod)
		out.Read = append(out.Read, read)
		if i, known := at[read.Key]; known {
			out.Runs[i] = read
			continue
		}
		at[read.Key] = len(out.Runs)
		out.Runs = append(out.Runs, read)
	}
	return out
}

func newReadPod(pod *v1.Pod) readPod {
	key, err := cache.MetaNamespaceKeyFunc(pod)
	if err != nil {
		fail(err.Error())
	}
	return readPod{key, pod.Labels}
}

// body is what the HTTP source makes of an answer.
type body struct {
	As    string   `json:"as"` // pod, list, none
	Error string   `json:"error"`
	Pods  []string `json:"pods"`
}

// readBody does what extractFromURL (pkg/kubelet/config/http.go) does with a body.
func readBody(r request) body {
	defaultFn := func(pod *api.Pod) error { return setDefaults(pod, r.Path, false, types.NodeName(r.Node)) }
	out := body{As: "none", Pods: []string{}}
	if len(r.data()) == 0 {
		out.Error = "zero-length data received from " + r.Path
		return out
	}
	isPod, pod, podErr := decodeSinglePod(r.data(), defaultFn)
	if isPod {
		out.As = "pod"
		if podErr != nil {
			out.Error = podErr.Error()
			return out
		}
		out.Pods = append(out.Pods, newReadPod(pod).Key)
		return out
	}
	isList, list, listErr := decodePodList(r.data(), defaultFn)
	if !isList {
		out.Error = fmt.Sprintf("pod: %v; list: %v", podErr, listErr)
		return out
	}
	out.As = "list"
	if listErr != nil {
		out.Error = listErr.Error()
		return out
	}
	for i := range list.Items {
		out.Pods = append(out.Pods, newReadPod(&list.Items[i]).Key)
	}
	return out
}
