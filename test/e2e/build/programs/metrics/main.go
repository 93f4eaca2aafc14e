// metrics reads Prometheus' text format from its input, as Prometheus' own library does, and says how many families of
// metrics it found.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

func main() {
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(families))
}
