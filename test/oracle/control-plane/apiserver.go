//go:build apiserver

package main

import (
	"sort"

	"github.com/spf13/cobra"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/pkg/kubeapiserver/options"
)

func newCommand() *cobra.Command { return app.NewAPIServerCommand() }

func names() map[string][]string {
	plugins := options.NewAdmissionOptions().GenericAdmission.Plugins.Registered()
	sort.Strings(plugins)
	return map[string][]string{"admissionPlugins": plugins}
}
