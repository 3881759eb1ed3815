import { flatLiterals, shapeLiterals, type Snippet } from './snippet.js'

export const cpp: Snippet = {
  language: 'C++',
  tag: 'cpp',
  needs: 'the headers and the library of ONNX Runtime; C++17',
  program(facts) {
    const { fileName, input, outputs } = facts
    const values = flatLiterals(facts)
    const tensor =
      input === 'ids'
        ? `  std::vector<std::int32_t> values = {${values}};
  auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  Ort::Value input = Ort::Value::CreateTensor<std::int32_t>(memory, values.data(), values.size(), shape.data(), shape.size());`
        : `  const std::vector<const char*> values = {${values}};
  Ort::AllocatorWithDefaultOptions allocator;
  Ort::Value input = Ort::Value::CreateTensor(allocator, shape.data(), shape.size(), ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING);
  input.FillStringTensor(values.data(), values.size());`
    return `#include <onnxruntime_cxx_api.h>

#include <cstdint>
#include <iostream>
#include <vector>

int main() {
  Ort::Env environment;
  Ort::Session session(environment, ORT_TSTR(${JSON.stringify(fileName)}), Ort::SessionOptions{});
  const std::vector<std::int64_t> shape = {${shapeLiterals(facts)}};
${tensor}
  const char* inputs[] = {"${input}"};
  const char* outputs[] = {"probabilities"};
  auto results = session.Run(Ort::RunOptions{}, inputs, &input, 1, outputs, 1);
  const float* probabilities = results[0].GetTensorData<float>();
  for (int i = 0; i < 2 * ${outputs}; i++) std::cout << probabilities[i] << "\\n";
}
`
  },
}
