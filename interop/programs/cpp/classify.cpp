// Classifies with ONNX Runtime's C interface every case of the folder named on the command line.
#include <chrono>
#include <cstdio>

#include "cases.hpp"
#include "runtime.hpp"

// Ids [batch, time]; the tensor holds no copy of them.
static Owned<OrtValue> tensor(Case<std::int32_t>& rows) {
  OrtMemoryInfo* made_memory = nullptr;
  check(ort.CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &made_memory));
  const Owned<OrtMemoryInfo> memory(made_memory, ort.ReleaseMemoryInfo);
  const std::size_t bytes = rows.values.size() * sizeof(std::int32_t);
  OrtValue* ids = nullptr;
  check(ort.CreateTensorWithDataAsOrtValue(memory.get(), rows.values.data(), bytes, rows.shape.data(), rows.shape.size(),
                                           ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32, &ids));
  return {ids, ort.ReleaseValue};
}

static void run(const std::filesystem::path& folder) {
  const auto start = std::chrono::steady_clock::now();
  const Owned<OrtEnv> environment = make_environment();
  const Owned<OrtSession> session = load(*environment, folder / "model.onnx");
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("{\"version\": \"%s\", \"load_ms\": %.2f}\n", OrtGetApiBase()->GetVersionString(), elapsed.count());
  for (Case<std::int32_t>& rows : read_cases<std::int32_t>(folder, "ids.bin")) {
    const float largest = largest_difference(rows, classify(*session, "ids", *tensor(rows)));
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
