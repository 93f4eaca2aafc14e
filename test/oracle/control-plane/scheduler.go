//go:build scheduler

package main

import (
	"github.com/spf13/cobra"
	"k8s.io/kubernetes/cmd/kube-scheduler/app"
)

func newCommand() *cobra.Command { return app.NewSchedulerCommand() }

func names() map[string][]string { return map[string][]string{} }
