// Package cases reads the cases that every runtime is asked, and compares its answers with those that were expected.
package cases

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Case is rows, and the probabilities that they should give.
type Case struct {
	Name string
	// Shape is [batch, time] of ids and tokens, [batch] of texts.
	Shape []int64
	// First and End are where its values lie in those of all cases.
	First, End int64
	// expected is [batch, outputs].
	expected []float32
}

// Read reads the cases of a folder.
func Read(folder string) ([]Case, error) {
	index, err := os.ReadFile(filepath.Join(folder, "cases.tsv"))
	if err != nil {
		return nil, err
	}
	expected, err := os.Open(filepath.Join(folder, "expected.bin"))
	if err != nil {
		return nil, err
	}
	defer expected.Close()
	var cases []Case
	first := int64(0)
	for _, line := range strings.Split(strings.TrimSpace(string(index)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		next := Case{Name: fields[0], First: first, End: first + 1}
		for _, field := range strings.Split(fields[1], "x") {
			size, err := strconv.ParseInt(field, 10, 64)
			if err != nil {
				return nil, err
			}
			next.Shape = append(next.Shape, size)
			next.End = first + (next.End-first)*size
		}
		outputs, err := strconv.ParseInt(fields[2], 10, 64)
		if err != nil {
			return nil, err
		}
		next.expected = make([]float32, next.Shape[0]*outputs)
		if err := binary.Read(expected, binary.LittleEndian, next.expected); err != nil {
			return nil, err
		}
		cases = append(cases, next)
		first = next.End
	}
	return cases, nil
}

// ReadIds reads the ids of all cases; 0 is padding, 1 an unknown word.
func ReadIds(folder string) ([]int32, error) {
	bytes, err := os.ReadFile(filepath.Join(folder, "ids.bin"))
	ids := make([]int32, len(bytes)/4)
	for i := range ids {
		ids[i] = int32(binary.LittleEndian.Uint32(bytes[4*i:]))
	}
	return ids, err
}

// ReadStrings reads the strings of all cases: a zero byte ends each.
func ReadStrings(folder string) ([]string, error) {
	bytes, err := os.ReadFile(filepath.Join(folder, "strings.txt"))
	texts := strings.Split(string(bytes), "\x00")
	return texts[:len(texts)-1], err
}

// LargestDifference compares probabilities with those expected; math.Max gives NaN when there is one.
func (c Case) LargestDifference(probabilities []float32) (float64, error) {
	if len(probabilities) != len(c.expected) {
		return 0, fmt.Errorf("%s: %d probabilities instead of %d", c.Name, len(probabilities), len(c.expected))
	}
	largest := 0.0
	for i, value := range c.expected {
		largest = math.Max(largest, math.Abs(float64(value-probabilities[i])))
	}
	return largest, nil
}
