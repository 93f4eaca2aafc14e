// Writes the certificates that tests look at: a whole control plane as kubeadm names it, and what is wrong with some.
//
//	go run . ../../../fixtures/pki
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

type signed struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

var (
	directory = os.Args[1]
	from      = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	until     = from.AddDate(100, 0, 0)
	serial    = int64(1)
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func write(name, kind string, der []byte) {
	path := filepath.Join(directory, name)
	check(os.MkdirAll(filepath.Dir(path), 0o755))
	check(os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o644))
}

func issue(name string, by *signed, template x509.Certificate) *signed {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	serial++
	template.SerialNumber = big.NewInt(serial)
	if template.NotBefore.IsZero() {
		template.NotBefore = from
	}
	if template.NotAfter.IsZero() {
		template.NotAfter = until
	}
	parent, signer := &template, crypto.Signer(key)
	if by != nil {
		parent, signer = by.certificate, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, parent, key.Public(), signer)
	check(err)
	certificate, err := x509.ParseCertificate(der)
	check(err)
	write(name+".crt", "CERTIFICATE", der)
	keyDer, err := x509.MarshalECPrivateKey(key)
	check(err)
	if by != nil {
		write(name+".key", "EC PRIVATE KEY", keyDer)
	}
	return &signed{certificate, key}
}

func authority(name, commonName string) *signed {
	return issue(name, nil, x509.Certificate{
		Subject:               pkix.Name{CommonName: commonName},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment | x509.KeyUsageCertSign,
	})
}

func client(commonName string, organizations ...string) x509.Certificate {
	return x509.Certificate{
		Subject:     pkix.Name{CommonName: commonName, Organization: organizations},
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
}

func server(commonName string, names []string, addresses ...string) x509.Certificate {
	template := client(commonName)
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	template.DNSNames = names
	for _, address := range addresses {
		template.IPAddresses = append(template.IPAddresses, net.ParseIP(address))
	}
	return template
}

func both(template x509.Certificate) x509.Certificate {
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	return template
}

func valid(template x509.Certificate, notBefore, notAfter time.Time) x509.Certificate {
	template.NotBefore, template.NotAfter = notBefore, notAfter
	return template
}

func main() {
	ca := authority("ca", "kubernetes")
	other := authority("other/ca", "kubernetes")
	etcd := authority("etcd/ca", "etcd-ca")
	frontProxy := authority("front-proxy-ca", "front-proxy-ca")

	names := []string{"cp-1", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}
	apiServer := server("kube-apiserver", names, "10.96.0.1", "10.0.0.4")
	node := client("system:node:cp-1", "system:nodes")
	local := []string{"cp-1", "localhost"}
	year := time.Date(2026, 2, 18, 22, 10, 15, 0, time.UTC)
	ended := func(template x509.Certificate) x509.Certificate { return valid(template, year.AddDate(-1, 0, 0), year) }

	issue("apiserver", ca, apiServer)
	issue("apiserver-kubelet-client", ca, client("kube-apiserver-kubelet-client", "kubeadm:cluster-admins"))
	issue("apiserver-etcd-client", etcd, client("kube-apiserver-etcd-client"))
	issue("front-proxy-client", frontProxy, client("front-proxy-client"))
	issue("etcd/server", etcd, both(server("cp-1", local, "10.0.0.4", "127.0.0.1", "::1")))
	issue("etcd/peer", etcd, both(server("cp-1", local, "10.0.0.4", "127.0.0.1", "::1")))
	issue("etcd/healthcheck-client", etcd, client("kube-etcd-healthcheck-client"))
	issue("clients/admin", ca, client("kubernetes-admin", "kubeadm:cluster-admins"))
	issue("clients/controller-manager", ca, client("system:kube-controller-manager"))
	issue("clients/scheduler", ca, client("system:kube-scheduler"))
	issue("clients/kubelet", ca, node)

	issue("wrong/kubelet-ended", ca, ended(node))
	issue("wrong/kubelet-early", ca, valid(node, time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), until))
	issue("wrong/kubelet-other-node", ca, client("system:node:node07", "system:nodes"))
	issue("wrong/kubelet-other-ca", other, node)
	issue("wrong/apiserver-ended", ca, ended(apiServer))
	issue("wrong/apiserver-ending", ca, valid(apiServer, year.AddDate(0, -8, 0), time.Date(2026, 6, 18, 22, 10, 15, 0, time.UTC)))
	issue("wrong/apiserver-other-ca", other, apiServer)
	issue("wrong/apiserver-old-address", ca, server("kube-apiserver", names, "10.96.0.1", "10.0.0.9"))
	issue("wrong/etcd-client-ended", etcd, ended(client("kube-apiserver-etcd-client")))
	issue("wrong/scheduler-ended", ca, ended(client("system:kube-scheduler")))
}
