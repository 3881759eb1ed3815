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

// Rows of ids, and the probabilities that they should give.
struct Case {
  std::string name;
  std::int64_t batch, time, outputs;
  std::vector<std::int32_t> ids;  // [batch, time], row after row; 0 is padding, 1 an unknown word
  std::vector<float> expected;    // [batch, outputs]
};

template <typename Value>
std::vector<Value> read_values(std::ifstream& file, std::int64_t count) {
  std::vector<Value> values(count);
  const auto bytes = static_cast<std::streamsize>(count * sizeof(Value));
  if (!file.read(reinterpret_cast<char*>(values.data()), bytes)) throw std::runtime_error("a file is too short");
  return values;
}

inline std::vector<Case> read_cases(const std::filesystem::path& folder) {
  std::ifstream index(folder / "cases.tsv");
  std::ifstream ids(folder / "ids.bin", std::ios::binary);
  std::ifstream expected(folder / "expected.bin", std::ios::binary);
  std::vector<Case> cases;
  std::string line;
  std::getline(index, line);
  while (std::getline(index, line)) {
    std::istringstream fields(line);
    Case next;
    std::getline(fields, next.name, '\t');
    fields >> next.batch >> next.time >> next.outputs;
    next.ids = read_values<std::int32_t>(ids, next.batch * next.time);
    next.expected = read_values<float>(expected, next.batch * next.outputs);
    cases.push_back(std::move(next));
  }
  return cases;
}

// NaN as soon as there is one: std::max would pass over it.
inline float largest_difference(const Case& rows, const std::vector<float>& probabilities) {
  if (probabilities.size() != rows.expected.size()) throw std::runtime_error(rows.name + ": probabilities of another shape");
  float largest = 0;
  for (std::size_t i = 0; i < probabilities.size(); i++) {
    const float difference = std::abs(probabilities[i] - rows.expected[i]);
    if (std::isnan(difference)) return difference;
    if (difference > largest) largest = difference;
  }
  return largest;
}
