// Asks etcd: `flags` prints what it registers; anything else starts it, as its own main does.
package main

import (
	"os"

	"oracle/etcdmain"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "flags" {
		etcdmain.PrintFlags()
		return
	}
	etcdmain.Start()
}
