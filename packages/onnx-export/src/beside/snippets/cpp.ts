import { flatLiterals, shapeLiterals, type Snippet, type SnippetFacts } from './snippet.js'

/** By the C interface: one header is enough, and any newer library fits. */
export const cpp: Snippet = {
  language: 'C++',
  tag: 'cpp',
  needs: () => '`onnxruntime_c_api.h` and the library of ONNX Runtime, `-lonnxruntime`',
  program(facts) {
    const { fileName, input, outputs } = facts
    return `#include <onnxruntime_c_api.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

static const OrtApi* const ort = OrtGetApiBase()->GetApi(ORT_API_VERSION);

static void check(OrtStatus* status) {
  if (status == nullptr) return;
  std::fprintf(stderr, "%s\\n", ort->GetErrorMessage(status));
  std::exit(1);
}

int main() {
  OrtEnv* environment = nullptr;
  check(ort->CreateEnv(ORT_LOGGING_LEVEL_WARNING, "classify", &environment));
  OrtSessionOptions* options = nullptr;
  check(ort->CreateSessionOptions(&options));
  OrtSession* session = nullptr;
  check(ort->CreateSession(environment, ORT_TSTR(${JSON.stringify(fileName)}), options, &session));

  const std::int64_t shape[] = {${shapeLiterals(facts)}};
  OrtValue* input = nullptr;
${tensor(facts)}
  const char* const input_name = "${input}";
  const char* const output_name = "probabilities";
  OrtValue* output = nullptr;
  check(ort->Run(session, nullptr, &input_name, &input, 1, &output_name, 1, &output));
  float* probabilities = nullptr;
  check(ort->GetTensorMutableData(output, reinterpret_cast<void**>(&probabilities)));
  for (int i = 0; i < 2 * ${outputs}; i++) std::printf("%g\\n", probabilities[i]);

  ort->ReleaseValue(output);
  ort->ReleaseValue(input);
  ort->ReleaseSession(session);
  ort->ReleaseSessionOptions(options);
  ort->ReleaseEnv(environment);
}
`
  },
}

function tensor(facts: SnippetFacts): string {
  const values = flatLiterals(facts)
  const rank = facts.input === 'text' ? 1 : 2
  if (facts.input === 'ids') {
    return `  std::int32_t values[] = {${values}};
  OrtMemoryInfo* memory = nullptr;
  check(ort->CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &memory));
  check(ort->CreateTensorWithDataAsOrtValue(memory, values, sizeof values, shape, ${rank},
                                            ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32, &input));
  ort->ReleaseMemoryInfo(memory);
`
  }
  return `  const char* const values[] = {${values}};
  OrtAllocator* allocator = nullptr;
  check(ort->GetAllocatorWithDefaultOptions(&allocator));
  check(ort->CreateTensorAsOrtValue(allocator, shape, ${rank}, ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING, &input));
  check(ort->FillStringTensor(input, values, ${facts.rows.flat().length}));
`
}
