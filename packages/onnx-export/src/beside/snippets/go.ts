import { flatLiterals, shapeLiterals, type Snippet } from './snippet.js'

export const go: Snippet = {
  language: 'Go',
  tag: 'go',
  needs: () => '`go get github.com/yalue/onnxruntime_go`; `ORT_LIBRARY` names the shared library of ONNX Runtime',
  program(facts) {
    const { fileName, input, outputs } = facts
    const values = flatLiterals(facts)
    const shape = `ort.NewShape(${shapeLiterals(facts)})`
    const tensor =
      input === 'ids'
        ? `	input, err := ort.NewTensor(${shape}, []int32{${values}})
	check(err)`
        : `	input, err := ort.NewStringTensor(${shape})
	check(err)
	check(input.SetContents([]string{${values}}))`
    return `package main

import (
	"fmt"
	"log"
	"os"

	ort "github.com/yalue/onnxruntime_go"
)

func main() {
	ort.SetSharedLibraryPath(os.Getenv("ORT_LIBRARY"))
	check(ort.InitializeEnvironment())
	defer ort.DestroyEnvironment()
	session, err := ort.NewDynamicAdvancedSession(${JSON.stringify(fileName)}, []string{"${input}"}, []string{"probabilities"}, nil)
	check(err)
	defer session.Destroy()
${tensor}
	output, err := ort.NewEmptyTensor[float32](ort.NewShape(2, ${outputs}))
	check(err)
	check(session.Run([]ort.Value{input}, []ort.Value{output}))
	fmt.Println(output.GetData())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
`
  },
}
