// Answers for a program of the control plane: kube-apiserver, kube-controller-manager or kube-scheduler, of which a
// build tag picks one. It links k8s.io/kubernetes as an ordinary module. ../build.mjs builds it for each minor.
//
//	flags     the table of flags
//	gates     the table of feature gates
//	names     the names that some flags choose from: admission plugins
//	parse     one command line a line, as a JSON array of arguments: how the program refuses it before it runs, or null
//	start ARG...    the same for one command line, and with the feature gates
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	cliflag "k8s.io/component-base/cli/flag"
)

func main() {
	if len(os.Args) < 2 {
		fail("usage: flags | gates | names | parse | start ARG...")
	}
	command := newCommand()
	// As k8s.io/component-base/cli.Run does.
	command.SetGlobalNormalizationFunc(cliflag.WordSepNormalizeFunc)
	command.SilenceErrors, command.SilenceUsage = true, true
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	switch what := os.Args[1]; what {
	case "flags":
		encoder.Encode(flagTable(command.Flags()))
	case "gates":
		encoder.Encode(gateTable())
	case "names":
		encoder.Encode(names())
	case "parse":
		lines := bufio.NewScanner(os.Stdin)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var args []string
			if err := json.Unmarshal(lines.Bytes(), &args); err != nil {
				fail(err.Error())
			}
			encoder.Encode(answer(parse(command, args)))
		}
	case "start":
		command.RunE = func(*cobra.Command, []string) error { return nil }
		command.SetArgs(os.Args[2:])
		encoder.Encode(answer(command.Execute()))
	default:
		fail("no such command: " + what)
	}
}

// parse reads one command line after others: what is refused does not depend on what was set before.
func parse(command *cobra.Command, args []string) error {
	if err := command.ParseFlags(args); err != nil {
		return err
	}
	return command.ValidateArgs(command.Flags().Args())
}

func answer(err error) any {
	if err == nil {
		return nil
	}
	return err.Error()
}

type flagRow struct {
	Name        string `json:"name"`
	Shorthand   string `json:"shorthand,omitempty"`
	Type        string `json:"type"`
	Default     string `json:"default,omitempty"`
	NoOptDefVal string `json:"noOptDefVal,omitempty"`
	Deprecated  string `json:"deprecated,omitempty"`
}

func flagTable(flags *pflag.FlagSet) []flagRow {
	rows := []flagRow{}
	flags.VisitAll(func(f *pflag.Flag) {
		rows = append(rows, flagRow{f.Name, f.Shorthand, f.Value.Type(), f.DefValue, f.NoOptDefVal, f.Deprecated})
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

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(2)
}
