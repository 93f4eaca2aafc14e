// certificate DIRECTORY JSON: an authority of its own (ca.crt), and certificates of it, each in a file with its key.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// wish is what a certificate says: of whom, valid from when to when, of a server also its names and addresses.
type wish struct {
	File, Organization, Name string
	From, To                 time.Time
	Hosts                    []string
	Addresses                []net.IP
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	directory := os.Args[1]
	var wishes []wish
	if err := json.Unmarshal([]byte(os.Args[2]), &wishes); err != nil {
		log.Fatal(err)
	}
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kubernetes"},
		NotBefore: time.Now().AddDate(-5, 0, 0), NotAfter: time.Now().AddDate(5, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	caKey := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	block := func(kind string, bytes []byte) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes})
	}
	write := func(file string, content []byte) {
		if err := os.WriteFile(filepath.Join(directory, file), content, 0o600); err != nil {
			log.Fatal(err)
		}
	}
	write("ca.crt", block("CERTIFICATE", must(x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey))))
	for i, one := range wishes {
		leaf := &x509.Certificate{
			SerialNumber: big.NewInt(int64(2 + i)),
			Subject:      pkix.Name{Organization: []string{one.Organization}, CommonName: one.Name},
			NotBefore:    one.From, NotAfter: one.To, DNSNames: one.Hosts, IPAddresses: one.Addresses,
			KeyUsage:    x509.KeyUsageDigitalSignature,
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		}
		key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
		certificate := must(x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey))
		pair := append(block("CERTIFICATE", certificate), block("EC PRIVATE KEY", must(x509.MarshalECPrivateKey(key)))...)
		write(one.File, pair)
	}
}
