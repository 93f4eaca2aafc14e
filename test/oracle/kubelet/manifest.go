package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	api "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
)

// verdict is how far a manifest comes in tryDecodeSinglePod, and why no further.
type verdict struct {
	Stage     string      `json:"stage"`
	Error     string      `json:"error,omitempty"`
	Fields    [][3]string `json:"fields,omitempty"` // type, field, detail
	Namespace string      `json:"namespace,omitempty"`
	Name      string      `json:"name,omitempty"`
	Pod       *v1.Pod     `json:"pod,omitempty"`
}

func judgeManifest(r request) (v verdict) {
	defer func() {
		if problem := recover(); problem != nil {
			v = verdict{Stage: "panic", Error: fmt.Sprint(problem)}
		}
	}()
	if err := setGates(r.Gates); err != nil {
		return verdict{Stage: "gates", Error: err.Error()}
	}
	// Whether the kubelet came as far as to set defaults, and the pod as it is validated after that.
	defaulted := false
	var validated *api.Pod
	_, pod, err := decodeSinglePod(r.data(), func(pod *api.Pod) error {
		defaulted = true
		if err := setDefaults(pod, r.Path, true, types.NodeName(r.Node)); err != nil {
			return err
		}
		validated = pod.DeepCopy()
		return nil
	})
	switch {
	case err == nil:
		v = verdict{Stage: "ok", Namespace: pod.Namespace, Name: pod.Name}
		if r.Pod {
			v.Pod = pod
		}
		return v
	case !defaulted:
		return undecoded(r.data(), err)
	case validated == nil:
		return verdict{Stage: "default", Error: err.Error()}
	}
	errs := validation.ValidatePodCreate(validated, validationOptions(validated))
	if len(errs) == 0 {
		return verdict{Stage: "reference", Error: err.Error()}
	}
	v.Stage = "validate"
	for _, e := range errs {
		v.Fields = append(v.Fields, [3]string{string(e.Type), e.Field, e.Detail})
	}
	return v
}

// undecoded tells where tryDecodeSinglePod ended before it set defaults, by taking its first steps again.
func undecoded(data []byte, err error) verdict {
	converted, yamlErr := utilyaml.ToJSON(data)
	if yamlErr != nil {
		return verdict{Stage: "yaml", Error: yamlErr.Error()}
	}
	object, decodeErr := runtime.Decode(legacyscheme.Codecs.UniversalDecoder(), converted)
	switch {
	case runtime.IsNotRegisteredError(decodeErr):
		return verdict{Stage: "unregistered", Error: decodeErr.Error()}
	case runtime.IsMissingKind(decodeErr):
		return verdict{Stage: "missingkind", Error: decodeErr.Error()}
	case runtime.IsMissingVersion(decodeErr):
		return verdict{Stage: "missingversion", Error: decodeErr.Error()}
	case decodeErr != nil:
		return verdict{Stage: "decode", Error: decodeErr.Error()}
	}
	if _, isPod := object.(*api.Pod); !isPod {
		return verdict{Stage: "notpod", Error: fmt.Sprintf("%T", object)}
	}
	return verdict{Stage: "name", Error: err.Error()}
}

// converted is what a document became, as text without white space; what begins with `{` is passed on as it is,
// JSON or not.
type converted struct {
	JSON    string `json:"json,omitempty"`
	Error   string `json:"error,omitempty"`
	NotJSON bool   `json:"notJSON,omitempty"`
}

func convertToJSON(r request) converted {
	text, err := utilyaml.ToJSON(r.data())
	if err != nil {
		return converted{Error: err.Error()}
	}
	var compact bytes.Buffer
	if json.Compact(&compact, text) != nil {
		return converted{NotJSON: true}
	}
	return converted{JSON: compact.String()}
}
