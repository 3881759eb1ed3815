// Classifies with the C interface of ONNX Runtime every case of the folder named on the command line.
#include <onnxruntime_c_api.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "cases.hpp"

static const OrtApi& ort = *OrtGetApiBase()->GetApi(ORT_API_VERSION);

static void check(OrtStatus* status) {
  if (status == nullptr) return;
  const std::string message = ort.GetErrorMessage(status);
  ort.ReleaseStatus(status);
  throw std::runtime_error(message);
}

// Owns what the C interface hands out.
template <typename Object>
using Owned = std::unique_ptr<Object, void (*)(Object*)>;

static Owned<OrtSession> load(const OrtEnv& environment, const std::filesystem::path& path) {
  OrtSessionOptions* made_options = nullptr;
  check(ort.CreateSessionOptions(&made_options));
  const Owned<OrtSessionOptions> options(made_options, ort.ReleaseSessionOptions);
  // More threads are no faster for a network of this size.
  check(ort.SetIntraOpNumThreads(options.get(), 1));
  OrtSession* session = nullptr;
  check(ort.CreateSession(&environment, path.c_str(), options.get(), &session));
  return {session, ort.ReleaseSession};
}

// The probabilities [batch, outputs], row after row.
static std::vector<float> classify(OrtSession& session, Case& rows) {
  OrtMemoryInfo* made_memory = nullptr;
  check(ort.CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &made_memory));
  const Owned<OrtMemoryInfo> memory(made_memory, ort.ReleaseMemoryInfo);

  const std::int64_t shape[] = {rows.batch, rows.time};
  const std::size_t bytes = rows.ids.size() * sizeof(std::int32_t);
  OrtValue* made_ids = nullptr;
  check(ort.CreateTensorWithDataAsOrtValue(memory.get(), rows.ids.data(), bytes, shape, 2,
                                           ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32, &made_ids));
  const Owned<OrtValue> ids(made_ids, ort.ReleaseValue);

  const char* const input_names[] = {"ids"};
  const char* const output_names[] = {"probabilities"};
  const OrtValue* const inputs[] = {ids.get()};
  OrtValue* made_output = nullptr;
  check(ort.Run(&session, nullptr, input_names, inputs, 1, output_names, 1, &made_output));
  const Owned<OrtValue> output(made_output, ort.ReleaseValue);

  OrtTensorTypeAndShapeInfo* made_type = nullptr;
  check(ort.GetTensorTypeAndShape(output.get(), &made_type));
  const Owned<OrtTensorTypeAndShapeInfo> type(made_type, ort.ReleaseTensorTypeAndShapeInfo);
  std::size_t count = 0;
  check(ort.GetTensorShapeElementCount(type.get(), &count));
  float* values = nullptr;
  check(ort.GetTensorMutableData(output.get(), reinterpret_cast<void**>(&values)));
  return {values, values + count};
}

static void run(const std::filesystem::path& folder) {
  const auto start = std::chrono::steady_clock::now();
  OrtEnv* made_environment = nullptr;
  check(ort.CreateEnv(ORT_LOGGING_LEVEL_WARNING, "classify", &made_environment));
  const Owned<OrtEnv> environment(made_environment, ort.ReleaseEnv);
  const Owned<OrtSession> session = load(*environment, folder / "model.onnx");
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("{\"version\": \"%s\", \"load_ms\": %.2f}\n", OrtGetApiBase()->GetVersionString(), elapsed.count());
  for (Case& rows : read_cases(folder)) {
    const float largest = largest_difference(rows, classify(*session, rows));
    std::printf("{\"case\": \"%s\", \"largest_difference\": %g}\n", rows.name.c_str(), largest);
  }
}

int main(int count, char** arguments) {
  try {
    if (count != 2) throw std::runtime_error("usage: classify FOLDER");
    run(arguments[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
