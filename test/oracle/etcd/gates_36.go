//go:build since36 && !since37

package etcdmain

import "go.etcd.io/etcd/server/v3/features"

// The feature gates that are to be used instead of flags.
func gates() map[string]string {
	names := map[string]string{}
	for flag, feature := range features.ExperimentalFlagToFeatureMap {
		names[flag] = string(feature)
	}
	return names
}
