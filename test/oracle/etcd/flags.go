// Compiled into etcd's own package etcdmain, for what it registers is not exported.

package etcdmain

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
)

type registered struct {
	Name string `json:"name"`
	// The Go type of the value, without package: uintValue, UniqueURLs.
	Type       string   `json:"type"`
	Bool       bool     `json:"bool,omitempty"`
	Default    string   `json:"default,omitempty"`
	Values     []string `json:"values,omitempty"`
	Ignored    bool     `json:"ignored,omitempty"`
	Usage      string   `json:"usage,omitempty"`
	Deprecated string   `json:"deprecated,omitempty"`
	Gate       string   `json:"gate,omitempty"`
}

// PrintFlags prints every flag that etcd registers, as JSON.
func PrintFlags() {
	cfg := newConfig()
	ignored := map[string]bool{}
	for _, name := range cfg.ignored {
		ignored[name] = true
	}
	messages, gates := deprecations(), gates()
	all := []registered{}
	cfg.cf.flagSet.VisitAll(func(f *flag.Flag) {
		typeName := fmt.Sprintf("%T", f.Value)
		one := registered{
			Name:       f.Name,
			Type:       typeName[strings.LastIndex(typeName, ".")+1:],
			Default:    f.DefValue,
			Ignored:    ignored[f.Name],
			Usage:      f.Usage,
			Deprecated: messages[f.Name],
			Gate:       gates[f.Name],
		}
		if value, ok := f.Value.(interface{ IsBoolFlag() bool }); ok {
			one.Bool = value.IsBoolFlag()
		}
		if value, ok := f.Value.(interface{ Valids() []string }); ok {
			one.Values = value.Valids()
		}
		sort.Strings(one.Values)
		all = append(all, one)
	})
	json.NewEncoder(os.Stdout).Encode(all)
}
