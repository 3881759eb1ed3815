// Command classify_strings classifies with ONNX Runtime every case of the folder named on its command line, by a model that
// takes texts or tokens. The environment
// variable ORT_LIBRARY names the shared library of ONNX Runtime.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"classify/cases"
	ort "github.com/yalue/onnxruntime_go"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(folder string) error {
	start := time.Now()
	ort.SetSharedLibraryPath(os.Getenv("ORT_LIBRARY"))
	if err := ort.InitializeEnvironment(); err != nil {
		return err
	}
	defer ort.DestroyEnvironment()
	session, err := load(filepath.Join(folder, "model.onnx"))
	if err != nil {
		return err
	}
	defer session.Destroy()
	milliseconds := float64(time.Since(start).Microseconds()) / 1000
	fmt.Printf("{\"version\": %q, \"load_ms\": %.2f}\n", ort.GetVersion(), milliseconds)
	values, err := cases.ReadStrings(folder)
	if err != nil {
		return err
	}
	all, err := cases.Read(folder)
	if err != nil {
		return err
	}
	for _, each := range all {
		probabilities, err := classify(session, each.Shape, values[each.First:each.End])
		if err != nil {
			return fmt.Errorf("%s: %w", each.Name, err)
		}
		largest, err := each.LargestDifference(probabilities)
		if err != nil {
			return err
		}
		fmt.Printf("{\"case\": %q, \"largest_difference\": %g}\n", each.Name, largest)
	}
	return nil
}

func load(path string) (*ort.DynamicAdvancedSession, error) {
	options, err := ort.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	defer options.Destroy()
	// More threads are no faster for a network of this size.
	if err := options.SetIntraOpNumThreads(1); err != nil {
		return nil, err
	}
	inputs, _, err := ort.GetInputOutputInfo(path)
	if err != nil {
		return nil, err
	}
	return ort.NewDynamicAdvancedSession(path, []string{inputs[0].Name}, []string{"probabilities"}, options)
}

// classify gives the probabilities [batch, outputs], row after row, of texts [batch] or tokens [batch, time].
func classify(session *ort.DynamicAdvancedSession, shape []int64, strings []string) ([]float32, error) {
	input, err := ort.NewStringTensor(ort.NewShape(shape...))
	if err != nil {
		return nil, err
	}
	defer input.Destroy()
	if err := input.SetContents(strings); err != nil {
		return nil, err
	}
	// ONNX Runtime makes the output, since its place is nil.
	outputs := []ort.Value{nil}
	if err := session.Run([]ort.Value{input}, outputs); err != nil {
		return nil, err
	}
	defer outputs[0].Destroy()
	probabilities := outputs[0].(*ort.Tensor[float32]).GetData()
	return append([]float32(nil), probabilities...), nil
}
