//go:build !since35

package main

import (
	"unsafe"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	api "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	_ "k8s.io/kubernetes/pkg/kubelet/config"
)

//go:linkname decodeSinglePod k8s.io/kubernetes/pkg/kubelet/config.tryDecodeSinglePod
func decodeSinglePod(data []byte, defaultFn func(pod *api.Pod) error) (bool, *v1.Pod, error)

//go:linkname decodePodList k8s.io/kubernetes/pkg/kubelet/config.tryDecodePodList
func decodePodList(data []byte, defaultFn func(pod *api.Pod) error) (bool, v1.PodList, error)

//go:linkname setDefaults k8s.io/kubernetes/pkg/kubelet/config.applyDefaults
func setDefaults(pod *api.Pod, source string, isFile bool, nodeName types.NodeName) error

//go:linkname extractFromDir k8s.io/kubernetes/pkg/kubelet/config.(*sourceFile).extractFromDir
func extractFromDir(source unsafe.Pointer, name string) ([]*v1.Pod, error)

//go:linkname extractFromFile k8s.io/kubernetes/pkg/kubelet/config.(*sourceFile).extractFromFile
func extractFromFile(source unsafe.Pointer, name string) (*v1.Pod, error)

// validationOptions are those that tryDecodeSinglePod validates with.
func validationOptions(*api.Pod) validation.PodValidationOptions {
	return validation.PodValidationOptions{}
}
