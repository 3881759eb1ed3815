// ONNX Runtime's C interface, with owners of what it hands out.
#pragma once

#include <onnxruntime_c_api.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

inline const OrtApi& ort = *OrtGetApiBase()->GetApi(ORT_API_VERSION);

inline void check(OrtStatus* status) {
  if (status == nullptr) return;
  const std::string message = ort.GetErrorMessage(status);
  ort.ReleaseStatus(status);
  throw std::runtime_error(message);
}

template <typename Object>
using Owned = std::unique_ptr<Object, void (*)(Object*)>;

inline Owned<OrtEnv> make_environment() {
  OrtEnv* environment = nullptr;
  check(ort.CreateEnv(ORT_LOGGING_LEVEL_WARNING, "classify", &environment));
  return {environment, ort.ReleaseEnv};
}

inline Owned<OrtSession> load(const OrtEnv& environment, const std::filesystem::path& path) {
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
inline std::vector<float> classify(OrtSession& session, const char* input_name, const OrtValue& input) {
  const char* const output_name = "probabilities";
  const OrtValue* const inputs[] = {&input};
  OrtValue* made_output = nullptr;
  check(ort.Run(&session, nullptr, &input_name, inputs, 1, &output_name, 1, &made_output));
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
