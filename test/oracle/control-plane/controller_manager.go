//go:build controllermanager

package main

import (
	"github.com/spf13/cobra"
	"k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

func newCommand() *cobra.Command { return app.NewControllerManagerCommand() }

func names() map[string][]string { return map[string][]string{} }
