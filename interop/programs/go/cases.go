package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// testCase is rows of ids, and the probabilities that they should give.
type testCase struct {
	name                 string
	batch, time, outputs int
	// ids is [batch, time], row after row; 0 is padding, 1 an unknown word.
	ids []int32
	// expected is [batch, outputs].
	expected []float32
}

// readCases reads the cases of a folder that every runtime is asked.
func readCases(folder string) ([]testCase, error) {
	index, err := os.ReadFile(filepath.Join(folder, "cases.tsv"))
	if err != nil {
		return nil, err
	}
	ids, err := os.Open(filepath.Join(folder, "ids.bin"))
	if err != nil {
		return nil, err
	}
	defer ids.Close()
	expected, err := os.Open(filepath.Join(folder, "expected.bin"))
	if err != nil {
		return nil, err
	}
	defer expected.Close()
	var cases []testCase
	for _, line := range strings.Split(strings.TrimSpace(string(index)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		var sizes [3]int
		for i := range sizes {
			if sizes[i], err = strconv.Atoi(fields[i+1]); err != nil {
				return nil, err
			}
		}
		next := testCase{name: fields[0], batch: sizes[0], time: sizes[1], outputs: sizes[2]}
		next.ids = make([]int32, next.batch*next.time)
		next.expected = make([]float32, next.batch*next.outputs)
		if err := binary.Read(ids, binary.LittleEndian, next.ids); err != nil {
			return nil, err
		}
		if err := binary.Read(expected, binary.LittleEndian, next.expected); err != nil {
			return nil, err
		}
		cases = append(cases, next)
	}
	return cases, nil
}

// largestDifference compares probabilities with those expected; math.Max gives NaN when there is one.
func (c testCase) largestDifference(probabilities []float32) (float64, error) {
	if len(probabilities) != len(c.expected) {
		return 0, fmt.Errorf("%s: %d probabilities instead of %d", c.name, len(probabilities), len(c.expected))
	}
	largest := 0.0
	for i, value := range c.expected {
		largest = math.Max(largest, math.Abs(float64(value-probabilities[i])))
	}
	return largest, nil
}
