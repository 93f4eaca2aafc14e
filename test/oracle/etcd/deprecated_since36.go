//go:build since36

package etcdmain

func deprecations() map[string]string { return deprecatedFlags }
