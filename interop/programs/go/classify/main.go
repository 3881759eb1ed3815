// Command classify classifies with ONNX Runtime every case of the folder named on its command line. The environment
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
	values, err := cases.ReadIds(folder)
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
	return ort.NewDynamicAdvancedSession(path, []string{"ids"}, []string{"probabilities"}, options)
}

// classify gives the probabilities [batch, outputs], row after row, of rows of ids [batch, time].
func classify(session *ort.DynamicAdvancedSession, shape []int64, ids []int32) ([]float32, error) {
	input, err := ort.NewTensor(ort.NewShape(shape...), ids)
	if err != nil {
		return nil, err
	}
	defer input.Destroy()
	// ONNX Runtime makes the output, since its place is nil.
	outputs := []ort.Value{nil}
	if err := session.Run([]ort.Value{input}, outputs); err != nil {
		return nil, err
	}
	defer outputs[0].Destroy()
	probabilities := outputs[0].(*ort.Tensor[float32]).GetData()
	return append([]float32(nil), probabilities...), nil
}
