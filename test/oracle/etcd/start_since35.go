//go:build since35

package etcdmain

import "os"

// Start is etcd's main.
func Start() { Main(os.Args) }
