//go:build !since35

package etcdmain

// Start is etcd's main.
func Start() { Main() }
