package main

import (
	"time"
	"unsafe"

	"k8s.io/apimachinery/pkg/types"
	_ "k8s.io/kubernetes/cmd/kubelet/app"
	kubeletconfiginternal "k8s.io/kubernetes/pkg/kubelet/apis/config"
)

// The type of the channel changed in 1.36; a channel is a pointer.
//
//go:linkname newSourceFile k8s.io/kubernetes/pkg/kubelet/config.newSourceFile
func newSourceFile(path string, nodeName types.NodeName, period time.Duration, updates unsafe.Pointer) unsafe.Pointer

//go:linkname kubeletConfigFlagPrecedence k8s.io/kubernetes/cmd/kubelet/app.kubeletConfigFlagPrecedence
func kubeletConfigFlagPrecedence(config *kubeletconfiginternal.KubeletConfiguration, args []string) error
