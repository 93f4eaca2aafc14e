//go:build !since36

package main

import (
	_ "unsafe"

	kubeletconfiginternal "k8s.io/kubernetes/pkg/kubelet/apis/config"
)

//go:linkname mergeConfigurations k8s.io/kubernetes/cmd/kubelet/app.mergeKubeletConfigurations
func mergeConfigurations(config *kubeletconfiginternal.KubeletConfiguration, directory string) error
