//go:build since34

package main

import (
	"context"
	_ "unsafe"

	kubeletconfiginternal "k8s.io/kubernetes/pkg/kubelet/apis/config"
)

//go:linkname loadConfigFileIn k8s.io/kubernetes/cmd/kubelet/app.loadConfigFile
func loadConfigFileIn(ctx context.Context, name string) (*kubeletconfiginternal.KubeletConfiguration, error)

func loadConfigFile(name string) (*kubeletconfiginternal.KubeletConfiguration, error) {
	return loadConfigFileIn(context.Background(), name)
}
