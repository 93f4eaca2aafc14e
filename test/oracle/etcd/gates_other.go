//go:build !since36 || since37

package etcdmain

func gates() map[string]string { return nil }
