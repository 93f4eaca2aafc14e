// Prints the shapes of the Go types that one minor's kubelet decodes, found by reflection: for every struct its
// JSON members in order, each as a JSON Schema. generate.mjs runs this once for each minor and merges.
package main

import (
	"encoding"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	logsapi "k8s.io/component-base/logs/api/v1"
	kubeletv1beta1 "k8s.io/kubelet/config/v1beta1"
)

// schema is a JSON Schema; its keys are written in sorted order.
type schema map[string]any

type property struct {
	Name   string `json:"name"`
	Schema schema `json:"schema"`
}

type definition struct {
	GoType     string     `json:"goType"`
	Properties []property `json:"properties"`
}

// group is what goes into one file: the kinds, and all structs that they reach.
type group struct {
	Roots []string               `json:"roots"`
	Defs  map[string]*definition `json:"defs"`
	types map[string]reflect.Type
}

func main() {
	scheme := runtime.NewScheme()
	if err := corev1.AddToScheme(scheme); err != nil {
		panic(err)
	}
	pod, core := newGroup(), newGroup()
	pod.addRoot("Pod", reflect.TypeFor[corev1.Pod]())
	for kind, t := range scheme.KnownTypes(corev1.SchemeGroupVersion) {
		core.addRoot(kind, t)
	}
	kubelet := newGroup()
	kubelet.addRoot("KubeletConfiguration", reflect.TypeFor[kubeletv1beta1.KubeletConfiguration]())

	out, err := json.Marshal(map[string]*group{"pod": pod, "core-v1": core, "kubelet-configuration": kubelet})
	if err != nil {
		panic(err)
	}
	os.Stdout.Write(out)
}

func newGroup() *group {
	return &group{Defs: map[string]*definition{}, types: map[string]reflect.Type{}}
}

func (g *group) addRoot(kind string, t reflect.Type) {
	if kind != t.Name() {
		panic(fmt.Sprintf("kind %s is the type %s", kind, t))
	}
	g.Roots = append(g.Roots, kind)
	sort.Strings(g.Roots)
	g.define(t)
}

// define adds a struct and all it reaches. Two structs of one name can't stand in one file.
func (g *group) define(t reflect.Type) {
	if known, ok := g.types[t.Name()]; ok {
		if known != t {
			panic(fmt.Sprintf("two types are called %s: %s and %s", t.Name(), known.PkgPath(), t.PkgPath()))
		}
		return
	}
	g.types[t.Name()] = t
	d := &definition{GoType: t.String()}
	g.Defs[t.Name()] = d
	g.addFields(d, t, nil)
	seen := map[string]bool{}
	for _, p := range d.Properties {
		if seen[p.Name] {
			panic(fmt.Sprintf("%s has the member %s twice", t, p.Name))
		}
		seen[p.Name] = true
	}
}

// addFields follows typeFields of encoding/json. No type here has two fields of one name, so there is no need
// for its rules of dominance; define makes sure.
func (g *group) addFields(d *definition, t reflect.Type, embedded []string) {
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		if tag == "-" || (!field.IsExported() && !field.Anonymous) {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if strings.Contains(","+options+",", ",string,") {
			panic(fmt.Sprintf("%s.%s is decoded from a string", t, field.Name))
		}
		if field.Anonymous && name == "" {
			if field.Type.Kind() != reflect.Struct {
				panic(fmt.Sprintf("%s embeds %s", t, field.Type))
			}
			g.addFields(d, field.Type, append(append([]string{}, embedded...), field.Name))
			continue
		}
		if name == "" {
			name = field.Name
		}
		s, _ := g.schemaOf(field.Type)
		if len(embedded) > 0 {
			s["x-go-embedded"] = strings.Join(embedded, ".")
		}
		d.Properties = append(d.Properties, property{Name: name, Schema: s})
	}
}

// schemaOf gives the schema of a type and the Go type that a reader of the schema would infer from it; where
// the real one is another, as for named strings, it stands in x-go-type. Pointers say so: null makes them nil,
// and leaves what is no pointer as it is.
func (g *group) schemaOf(t reflect.Type) (schema, string) {
	s, inferred := g.inferrable(t)
	if t.Kind() == reflect.Pointer {
		s["x-go-pointer"] = true
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.String() != inferred {
		s["x-go-type"] = t.String()
	}
	return s, t.String()
}

func (g *group) inferrable(t reflect.Type) (schema, string) {
	if t.Kind() == reflect.Pointer {
		s, inferred := g.inferrable(t.Elem())
		if s["format"] == "go-duration" {
			// null makes the pointer nil and never reaches metav1.Duration, which would refuse it.
			s["type"] = nullable("string")
		}
		return s, inferred
	}
	if s, inferred := unmarshalerSchema(t); s != nil {
		return s, inferred
	}
	switch t.Kind() {
	case reflect.Bool:
		return schema{"type": nullable("boolean")}, "bool"
	case reflect.String:
		return schema{"type": nullable("string")}, "string"
	case reflect.Int32:
		return integer("int32", -1<<31, 1<<31-1)
	case reflect.Uint8:
		return integer("uint8", 0, 1<<8-1)
	case reflect.Uint32:
		return integer("uint32", 0, 1<<32-1)
	case reflect.Int, reflect.Int64:
		// JSON Schema numbers are doubles to many readers, so the limits are left to the format.
		return schema{"type": nullable("integer"), "format": "int64"}, "int64"
	case reflect.Float64:
		return schema{"type": nullable("number"), "format": "double"}, "float64"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			s, _ := integer("uint8", 0, 1<<8-1)
			return schema{"type": nullable("string", "array"), "format": "byte", "items": s}, "[]uint8"
		}
		items, name := g.schemaOf(t.Elem())
		return schema{"type": nullable("array"), "items": items}, "[]" + name
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			break
		}
		values, name := g.schemaOf(t.Elem())
		return schema{"type": nullable("object"), "additionalProperties": values}, "map[string]" + name
	case reflect.Struct:
		g.define(t)
		return schema{"$ref": "#/$defs/" + t.Name()}, t.String()
	}
	panic(fmt.Sprintf("no schema for %s", t))
}

// unmarshalerSchema gives the schema of a type that decodes itself, nil for any other.
func unmarshalerSchema(t reflect.Type) (schema, string) {
	pointer := reflect.PointerTo(t)
	if !pointer.Implements(reflect.TypeFor[json.Unmarshaler]()) {
		if pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
			panic(fmt.Sprintf("%s decodes itself from text", t))
		}
		return nil, ""
	}
	switch t {
	case reflect.TypeFor[resource.Quantity](), reflect.TypeFor[resource.QuantityValue]():
		return schema{"type": nullable("string", "number"), "format": "quantity"}, "resource.Quantity"
	case reflect.TypeFor[intstr.IntOrString]():
		s, _ := integer("int-or-string", -1<<31, 1<<31-1)
		s["type"] = nullable("integer", "string")
		return s, "intstr.IntOrString"
	case reflect.TypeFor[metav1.Time]():
		return schema{"type": nullable("string"), "format": "date-time"}, "v1.Time"
	case reflect.TypeFor[metav1.MicroTime]():
		return schema{"type": nullable("string"), "format": "micro-time"}, "v1.MicroTime"
	case reflect.TypeFor[metav1.Duration]():
		return schema{"type": "string", "format": "go-duration"}, "v1.Duration"
	case reflect.TypeFor[logsapi.TimeOrMetaDuration]():
		return schema{"type": nullable("string", "integer"), "format": "go-duration-or-nanoseconds"}, "v1.TimeOrMetaDuration"
	case reflect.TypeFor[metav1.FieldsV1](), reflect.TypeFor[runtime.RawExtension]():
		return schema{}, ""
	}
	panic(fmt.Sprintf("%s decodes itself in an unknown way", t))
}

func integer(format string, minimum, maximum int64) (schema, string) {
	return schema{"type": nullable("integer"), "format": format, "minimum": minimum, "maximum": maximum}, format
}

// nullable: Go leaves a value as it is, or makes it nil, when it meets null.
func nullable(types ...string) []string {
	return append(types, "null")
}
