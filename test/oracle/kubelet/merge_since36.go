//go:build since36

package main

import (
	_ "unsafe"

	kubeletconfiginternal "k8s.io/kubernetes/pkg/kubelet/apis/config"
)

//go:linkname mergeKubeletConfigurations k8s.io/kubernetes/cmd/kubelet/app.mergeKubeletConfigurations
func mergeKubeletConfigurations(config *kubeletconfiginternal.KubeletConfiguration, directory string) ([]string, error)

func mergeConfigurations(config *kubeletconfiginternal.KubeletConfiguration, directory string) error {
	_, err := mergeKubeletConfigurations(config, directory)
	return err
}
