package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"
	"k8s.io/apimachinery/pkg/util/validation/field"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	cliflag "k8s.io/component-base/cli/flag"
	"k8s.io/component-base/logs"
	logsapi "k8s.io/component-base/logs/api/v1"
	_ "k8s.io/component-base/logs/json/register"
	"k8s.io/klog/v2"
	kubeletconfigv1beta1 "k8s.io/kubelet/config/v1beta1"
	"k8s.io/kubernetes/cmd/kubelet/app/options"
	kubeletconfiginternal "k8s.io/kubernetes/pkg/kubelet/apis/config"
	kubeletscheme "k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
	kubeletconfigvalidation "k8s.io/kubernetes/pkg/kubelet/apis/config/validation"
)

// started is where a start ended, and the configuration if it came to that.
type started struct {
	Stage  string          `json:"stage"`
	Error  string          `json:"error,omitempty"`
	Fields []string        `json:"fields,omitempty"` // the single errors of a refused configuration
	Config json.RawMessage `json:"config,omitempty"`
	Flags  *flagValues     `json:"flags,omitempty"`
}

// flagValues are flags without a member of the configuration.
type flagValues struct {
	Config              string            `json:"config"`
	ConfigDir           string            `json:"configDir"`
	HostnameOverride    string            `json:"hostnameOverride"`
	Kubeconfig          string            `json:"kubeconfig"`
	BootstrapKubeconfig string            `json:"bootstrapKubeconfig"`
	RootDir             string            `json:"rootDir"`
	NodeIP              string            `json:"nodeIP"`
	NodeLabels          map[string]string `json:"nodeLabels"`
}

func cleanFlagSet() (*pflag.FlagSet, *options.KubeletFlags, *kubeletconfiginternal.KubeletConfiguration) {
	set := pflag.NewFlagSet("kubelet", pflag.ContinueOnError)
	set.SetNormalizeFunc(cliflag.WordSepNormalizeFunc)
	flags := options.NewKubeletFlags()
	config, err := options.NewKubeletConfiguration()
	if err != nil {
		fail(err.Error())
	}
	flags.AddFlags(set)
	options.AddKubeletConfigFlags(set, config)
	options.AddGlobalFlags(set)
	set.BoolP("help", "h", false, "help for kubelet")
	return set, flags, config
}

// start takes the steps of NewKubeletCommand's RunE (cmd/kubelet/app/server.go) up to validation.
func start(args []string) started {
	pretendCgroup2()
	set, flags, config := cleanFlagSet()
	failed := func(stage string, err error) started { return started{Stage: stage, Error: err.Error()} }
	if err := set.Parse(args); err != nil {
		return failed("flags", err)
	}
	if words := set.Args(); len(words) > 0 {
		return failed("args", fmt.Errorf("unknown command %+s", words[0]))
	}
	if help, _ := set.GetBool("help"); help {
		return started{Stage: "help"}
	}
	if set.Lookup("version").Value.String() != "false" {
		return started{Stage: "version"}
	}
	if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(config.FeatureGates); err != nil {
		return failed("gates", err)
	}
	if err := options.ValidateKubeletFlags(flags); err != nil {
		return failed("validateflags", err)
	}
	file, directory := flags.KubeletConfigFile, flags.KubeletDropinConfigDirectory
	if file != "" {
		var err error
		if config, err = loadConfigFile(file); err != nil {
			return failed("load", err)
		}
	}
	if directory != "" {
		if _, set := os.LookupEnv("KUBELET_CONFIG_DROPIN_DIR_ALPHA"); needsDropinEnv && !set {
			return failed("dropinenv", errors.New("environment variable KUBELET_CONFIG_DROPIN_DIR_ALPHA not set"))
		}
		if err := mergeConfigurations(config, directory); err != nil {
			return failed("dropin", err)
		}
	}
	if file != "" || directory != "" {
		if err := kubeletConfigFlagPrecedence(config, args); err != nil {
			return failed("precedence", err)
		}
		if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(config.FeatureGates); err != nil {
			return failed("gates", err)
		}
	}
	logs.InitLogs()
	if err := logsapi.ValidateAndApplyAsField(&config.Logging, utilfeature.DefaultFeatureGate, field.NewPath("logging")); err != nil {
		return failed("logging", err)
	}
	written, err := written(config)
	if err != nil {
		return failed("convert", err)
	}
	out := started{Stage: "ok", Config: written, Flags: valuesOf(flags)}
	if err := kubeletconfigvalidation.ValidateKubeletConfiguration(config, utilfeature.DefaultFeatureGate); err != nil {
		out.Stage, out.Error = "validate", err.Error()
		var several interface{ Errors() []error }
		if errors.As(err, &several) {
			for _, one := range several.Errors() {
				out.Fields = append(out.Fields, one.Error())
			}
		}
	}
	return out
}

// written is the configuration as a file would hold it.
func written(config *kubeletconfiginternal.KubeletConfiguration) (json.RawMessage, error) {
	scheme, _, err := kubeletscheme.NewSchemeAndCodecs()
	if err != nil {
		return nil, err
	}
	versioned := &kubeletconfigv1beta1.KubeletConfiguration{}
	if err := scheme.Convert(config, versioned, nil); err != nil {
		return nil, err
	}
	return json.Marshal(versioned)
}

func valuesOf(flags *options.KubeletFlags) *flagValues {
	return &flagValues{
		Config:              flags.KubeletConfigFile,
		ConfigDir:           flags.KubeletDropinConfigDirectory,
		HostnameOverride:    flags.HostnameOverride,
		Kubeconfig:          flags.KubeConfig,
		BootstrapKubeconfig: flags.BootstrapKubeconfig,
		RootDir:             flags.RootDirectory,
		NodeIP:              flags.NodeIP,
		NodeLabels:          flags.NodeLabels,
	}
}

func discardLog() {
	set := flag.NewFlagSet("klog", flag.ContinueOnError)
	klog.InitFlags(set)
	for name, value := range map[string]string{"logtostderr": "false", "stderrthreshold": "FATAL"} {
		if err := set.Set(name, value); err != nil {
			fail(err.Error())
		}
	}
	klog.SetOutput(io.Discard)
}
