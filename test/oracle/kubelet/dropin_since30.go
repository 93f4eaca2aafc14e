//go:build since30

package main

const needsDropinEnv = false
