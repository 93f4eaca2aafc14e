//go:build !since30

package main

// The directory of drop-ins was alpha.
const needsDropinEnv = true
