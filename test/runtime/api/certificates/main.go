// Command main makes the certificates of the tests: go run main.go, in this directory.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"time"
)

type pair struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

var (
	begin  = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	end    = time.Date(2125, 1, 1, 0, 0, 0, 0, time.UTC)
	serial int64
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func create(name string, template *x509.Certificate, by *pair) *pair {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	serial++
	template.SerialNumber = big.NewInt(serial)
	if template.NotBefore.IsZero() {
		template.NotBefore = begin
	}
	if template.NotAfter.IsZero() {
		template.NotAfter = end
	}
	template.BasicConstraintsValid = true
	if by == nil {
		by = &pair{template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by.certificate, &key.PublicKey, by.key)
	check(err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	check(err)
	write(name+".crt", "CERTIFICATE", der)
	write(name+".key", "PRIVATE KEY", pkcs8)
	certificate, err := x509.ParseCertificate(der)
	check(err)
	return &pair{certificate, key}
}

func write(name, kind string, bytes []byte) {
	check(os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600))
}

func authority(commonName string) *x509.Certificate {
	return &x509.Certificate{
		Subject:  pkix.Name{CommonName: commonName},
		IsCA:     true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
}

func server(names []string, addresses ...net.IP) *x509.Certificate {
	return &x509.Certificate{
		Subject:     pkix.Name{CommonName: "kube-apiserver"},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    names,
		IPAddresses: addresses,
	}
}

func client(name string) *x509.Certificate {
	return &x509.Certificate{
		Subject:     pkix.Name{CommonName: name, Organization: []string{"system:masters"}},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
}

func main() {
	here := net.IPv4(127, 0, 0, 1)
	ca := create("ca", authority("kubernetes"), nil)
	// Of the same name, as after the cluster was made anew.
	again := create("ca-again", authority("kubernetes"), nil)
	other := create("ca-other", authority("example"), nil)
	middle := create("ca-middle", authority("kubernetes-middle"), ca)

	create("server", server([]string{"localhost", "kubernetes.default"}, here), ca)
	create("server-again", server([]string{"localhost"}, here), again)
	create("server-other", server([]string{"localhost"}, here), other)
	create("server-middle", server([]string{"localhost"}, here), middle)
	create("server-elsewhere", server([]string{"api.example.com"}, net.IPv4(192, 0, 2, 10)), ca)
	create("server-nameless", server(nil), ca)
	expired := server([]string{"localhost"}, here)
	expired.NotAfter = time.Date(2026, 2, 18, 22, 10, 0, 0, time.UTC)
	create("server-expired", expired, ca)
	early := server([]string{"localhost"}, here)
	early.NotBefore = time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC)
	create("server-early", early, ca)

	create("admin", client("kubernetes-admin"), ca)
	create("admin-again", client("kubernetes-admin"), again)
	old := client("kubernetes-admin")
	old.NotAfter = time.Date(2026, 2, 18, 22, 10, 0, 0, time.UTC)
	create("admin-expired", old, ca)
}
