package main

import (
	"sort"

	"github.com/spf13/pflag"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	cliflag "k8s.io/component-base/cli/flag"
	"k8s.io/kubernetes/cmd/kubelet/app/options"
)

type flagRow struct {
	Name        string `json:"name"`
	Shorthand   string `json:"shorthand,omitempty"`
	Type        string `json:"type"`
	Default     string `json:"default"`
	NoOptDefVal string `json:"noOptDefVal,omitempty"`
	Deprecated  string `json:"deprecated,omitempty"`
	Config      bool   `json:"config,omitempty"` // sets a member of the configuration
	Global      bool   `json:"global,omitempty"`
}

func flagTable() []flagRow {
	all, _, config := cleanFlagSet()
	ofConfig := pflag.NewFlagSet("config", pflag.ContinueOnError)
	options.AddKubeletConfigFlags(ofConfig, config)
	global := pflag.NewFlagSet("global", pflag.ContinueOnError)
	global.SetNormalizeFunc(cliflag.WordSepNormalizeFunc)
	options.AddGlobalFlags(global)
	rows := []flagRow{}
	all.VisitAll(func(f *pflag.Flag) {
		rows = append(rows, flagRow{
			f.Name, f.Shorthand, f.Value.Type(), f.DefValue, f.NoOptDefVal, f.Deprecated,
			ofConfig.Lookup(f.Name) != nil, global.Lookup(f.Name) != nil,
		})
	})
	sort.Slice(rows, func(i, j int) bool { return rows[i].Name < rows[j].Name })
	return rows
}

type gateRow struct {
	Default bool   `json:"default"`
	Stage   string `json:"stage"`
	Locked  bool   `json:"locked,omitempty"`
}

func gateTable() map[string]gateRow {
	rows := map[string]gateRow{}
	for name, spec := range utilfeature.DefaultMutableFeatureGate.GetAll() {
		stage := string(spec.PreRelease)
		if stage == "" {
			stage = "GA"
		}
		rows[string(name)] = gateRow{spec.Default, stage, spec.LockToDefault}
	}
	return rows
}

var (
	pristineGates = utilfeature.DefaultMutableFeatureGate.DeepCopy()
	gatesNow      = ""
)

// setGates makes the feature gates those of a kubelet started with --feature-gates=gates.
func setGates(gates string) error {
	if gates == gatesNow {
		return nil
	}
	fresh := pristineGates.DeepCopy()
	if gates != "" {
		if err := fresh.Set(gates); err != nil {
			return err
		}
	}
	utilfeature.DefaultMutableFeatureGate, utilfeature.DefaultFeatureGate = fresh, fresh
	gatesNow = gates
	return nil
}
