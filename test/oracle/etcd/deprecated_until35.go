//go:build !since36

package etcdmain

// They know no deprecated flags, or log the same of each.
func deprecations() map[string]string { return nil }
