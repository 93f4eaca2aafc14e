//go:build since35

package main

import (
	"unsafe"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/klog/v2"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	api "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	_ "k8s.io/kubernetes/pkg/kubelet/config"
)

type defaultFunc = func(logger klog.Logger, pod *api.Pod) error

//go:linkname tryDecodeSinglePod k8s.io/kubernetes/pkg/kubelet/config.tryDecodeSinglePod
func tryDecodeSinglePod(logger klog.Logger, data []byte, defaultFn defaultFunc) (bool, *v1.Pod, error)

//go:linkname tryDecodePodList k8s.io/kubernetes/pkg/kubelet/config.tryDecodePodList
func tryDecodePodList(logger klog.Logger, data []byte, defaultFn defaultFunc) (bool, v1.PodList, error)

//go:linkname applyDefaults k8s.io/kubernetes/pkg/kubelet/config.applyDefaults
func applyDefaults(logger klog.Logger, pod *api.Pod, source string, isFile bool, nodeName types.NodeName) error

//go:linkname sourceFileDir k8s.io/kubernetes/pkg/kubelet/config.(*sourceFile).extractFromDir
func sourceFileDir(source unsafe.Pointer, logger klog.Logger, name string) ([]*v1.Pod, error)

//go:linkname sourceFileFile k8s.io/kubernetes/pkg/kubelet/config.(*sourceFile).extractFromFile
func sourceFileFile(source unsafe.Pointer, logger klog.Logger, name string) (*v1.Pod, error)

func decodeSinglePod(data []byte, defaultFn func(*api.Pod) error) (bool, *v1.Pod, error) {
	return tryDecodeSinglePod(klog.Background(), data, withLogger(defaultFn))
}

func decodePodList(data []byte, defaultFn func(*api.Pod) error) (bool, v1.PodList, error) {
	return tryDecodePodList(klog.Background(), data, withLogger(defaultFn))
}

func withLogger(defaultFn func(*api.Pod) error) defaultFunc {
	return func(_ klog.Logger, pod *api.Pod) error { return defaultFn(pod) }
}

func setDefaults(pod *api.Pod, source string, isFile bool, nodeName types.NodeName) error {
	return applyDefaults(klog.Background(), pod, source, isFile, nodeName)
}

func extractFromDir(source unsafe.Pointer, name string) ([]*v1.Pod, error) {
	return sourceFileDir(source, klog.Background(), name)
}

func extractFromFile(source unsafe.Pointer, name string) (*v1.Pod, error) {
	return sourceFileFile(source, klog.Background(), name)
}

// validationOptions are those that tryDecodeSinglePod validates with.
func validationOptions(pod *api.Pod) validation.PodValidationOptions {
	return podutil.GetValidationOptionsFromPodSpecAndMeta(&pod.Spec, nil, &pod.ObjectMeta, nil)
}
