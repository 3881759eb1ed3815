// Reads the cases that every runtime is asked, and compares its answers with those that were expected.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

static_assert(std::endian::native == std::endian::little, "the files are little-endian");

// Rows, and the probabilities that they should give.
template <typename Value>
struct Case {
  std::string name;
  std::vector<std::int64_t> shape;  // [batch, time] of ids and tokens, [batch] of texts
  std::vector<Value> values;        // 0 is padding, 1 an unknown word
  std::vector<float> expected;      // [batch, outputs]
};

template <typename Number>
std::vector<Number> read_values(std::ifstream& file, std::int64_t count) {
  std::vector<Number> values(count);
  const auto bytes = static_cast<std::streamsize>(count * sizeof(Number));
  if (!file.read(reinterpret_cast<char*>(values.data()), bytes)) throw std::runtime_error("a file is too short");
  return values;
}

// A zero byte ends each.
template <>
inline std::vector<std::string> read_values(std::ifstream& file, std::int64_t count) {
  std::vector<std::string> values(count);
  for (std::string& value : values) {
    if (!std::getline(file, value, '\0')) throw std::runtime_error("a file is too short");
  }
  return values;
}

// The cases of a folder; values is the file that holds those of all.
template <typename Value>
std::vector<Case<Value>> read_cases(const std::filesystem::path& folder, const char* values_name) {
  std::ifstream index(folder / "cases.tsv");
  std::ifstream values(folder / values_name, std::ios::binary);
  std::ifstream expected(folder / "expected.bin", std::ios::binary);
  std::vector<Case<Value>> cases;
  std::string line;
  std::getline(index, line);
  while (std::getline(index, line)) {
    std::istringstream fields(line);
    Case<Value> next;
    std::string shape, size;
    std::int64_t outputs = 0, count = 1;
    std::getline(fields, next.name, '\t');
    fields >> shape >> outputs;
    for (std::istringstream sizes(shape); std::getline(sizes, size, 'x');) {
      next.shape.push_back(std::stoll(size));
      count *= next.shape.back();
    }
    next.values = read_values<Value>(values, count);
    next.expected = read_values<float>(expected, next.shape[0] * outputs);
    cases.push_back(std::move(next));
  }
  return cases;
}

// NaN as soon as there is one: std::max would pass over it.
template <typename Value>
float largest_difference(const Case<Value>& rows, const std::vector<float>& probabilities) {
  if (probabilities.size() != rows.expected.size()) throw std::runtime_error(rows.name + ": probabilities of another shape");
  float largest = 0;
  for (std::size_t i = 0; i < probabilities.size(); i++) {
    const float difference = std::abs(probabilities[i] - rows.expected[i]);
    if (std::isnan(difference)) return difference;
    if (difference > largest) largest = difference;
  }
  return largest;
}
