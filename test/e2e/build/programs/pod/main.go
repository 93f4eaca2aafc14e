// pod is what the containers of the test run, and what reaps orphans as the first process of a node: it waits for
// SIGTERM, listens where told, and ends with an exit code if told.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	listen := flag.String("listen", "", "address of an HTTP server that says ok")
	exit := flag.Int("exit", -1, "end at once with this code")
	flag.Parse()
	if *exit >= 0 {
		fmt.Println("ending with", *exit)
		os.Exit(*exit)
	}
	if *listen != "" {
		go func() {
			handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
			fmt.Println(http.ListenAndServe(*listen, handler))
			os.Exit(1)
		}()
	}
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGCHLD)
	for caught := range signals {
		if caught != syscall.SIGCHLD {
			os.Exit(0)
		}
		for {
			var status syscall.WaitStatus
			if pid, err := syscall.Wait4(-1, &status, syscall.WNOHANG, nil); pid <= 0 || err != nil {
				break
			}
		}
	}
}
