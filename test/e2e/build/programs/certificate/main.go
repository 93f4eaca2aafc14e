// certificate DIRECTORY SUBJECT-ORGANIZATION SUBJECT-NAME NOT-BEFORE NOT-AFTER: an authority of its own (ca.crt) and a
// client certificate of it with its key (client.pem), valid between the two times (RFC 3339).
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	directory, organization, name := os.Args[1], os.Args[2], os.Args[3]
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kubernetes"},
		NotBefore: time.Now().AddDate(-5, 0, 0), NotAfter: time.Now().AddDate(5, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	client := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{Organization: []string{organization}, CommonName: name},
		NotBefore: must(time.Parse(time.RFC3339, os.Args[4])), NotAfter: must(time.Parse(time.RFC3339, os.Args[5])),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	caKey := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	caDER := must(x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey))
	clientDER := must(x509.CreateCertificate(rand.Reader, client, ca, &key.PublicKey, caKey))
	keyDER := must(x509.MarshalECPrivateKey(key))
	block := func(kind string, bytes []byte) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes})
	}
	write := func(file string, content []byte) {
		if err := os.WriteFile(filepath.Join(directory, file), content, 0o600); err != nil {
			log.Fatal(err)
		}
	}
	write("ca.crt", block("CERTIFICATE", caDER))
	write("client.pem", append(block("CERTIFICATE", clientDER), block("EC PRIVATE KEY", keyDER)...))
}
