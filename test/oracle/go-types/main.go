// Prints the Go types of one minor that a Pod is made of, found by reflection: the internal ones (core.Pod), whose
// text the kubelet hashes into the UID of a static pod, each field with its name and options in the JSON of v1.
// generate.mjs runs this once for each minor and merges.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	core "k8s.io/kubernetes/pkg/apis/core"
)

// Those print and encode themselves.
var leaves = map[reflect.Type]bool{
	reflect.TypeFor[metav1.Time]():        true,
	reflect.TypeFor[metav1.FieldsV1]():    true,
	reflect.TypeFor[resource.Quantity]():  true,
	reflect.TypeFor[intstr.IntOrString](): true,
}

func main() {
	internal, versioned := map[string]reflect.Type{}, map[string]reflect.Type{}
	collect(reflect.TypeFor[core.Pod](), internal)
	collect(reflect.TypeFor[v1.Pod](), versioned)
	structs := map[string][]string{}
	for name, t := range internal {
		structs[name] = fieldsOf(t, versioned[t.Name()])
	}
	json.NewEncoder(os.Stdout).Encode(structs)
}

func collect(t reflect.Type, into map[string]reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || leaves[t] || into[t.Name()] != nil {
		return
	}
	into[t.Name()] = t
	for i := 0; i < t.NumField(); i++ {
		collect(t.Field(i).Type, into)
	}
}

// fieldsOf gives `Name type json options` for each field, in the order of the internal type; `-` as the name in the
// JSON for what v1 has elsewhere, and as the type for what only v1 has, last.
func fieldsOf(t, versioned reflect.Type) []string {
	lines := []string{}
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		twin, ok := versioned.FieldByName(field.Name)
		if !ok {
			lines = append(lines, strings.Join([]string{field.Name, field.Type.String(), "-", ""}, " "))
			continue
		}
		lines = append(lines, line(twin, field.Type.String()))
	}
	for i := 0; i < versioned.NumField(); i++ {
		if _, ok := t.FieldByName(versioned.Field(i).Name); !ok {
			lines = append(lines, line(versioned.Field(i), "-"))
		}
	}
	return lines
}

// line has as options: `!` printed always, `z` left out where it is zero, `*` a pointer.
func line(field reflect.StructField, internal string) string {
	name, tags, _ := strings.Cut(field.Tag.Get("json"), ",")
	options := ""
	switch {
	case strings.Contains(tags, "omitzero"):
		options = "z"
	case !strings.Contains(tags, "omitempty"):
		options = "!"
	}
	if field.Type.Kind() == reflect.Pointer {
		options += "*"
	}
	return strings.Join([]string{field.Name, internal, name, options}, " ")
}
