// Classifies with ONNX Runtime's C interface every case of the folder named on the command line, by a model that takes texts
// or tokens.
#include <chrono>
#include <cstdio>

#include "cases.hpp"
#include "runtime.hpp"

// Texts [batch], or tokens [batch, time].
static Owned<OrtValue> tensor(OrtAllocator& allocator, const Case<std::string>& rows) {
  OrtValue* made_strings = nullptr;
  check(ort.CreateTensorAsOrtValue(&allocator, rows.shape.data(), rows.shape.size(), ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING,
                                   &made_strings));
  Owned<OrtValue> strings(made_strings, ort.ReleaseValue);
  std::vector<const char*> pointers;
  for (const std::string& value : rows.values) pointers.push_back(value.c_str());
  check(ort.FillStringTensor(strings.get(), pointers.data(), pointers.size()));
  return strings;
}

static void run(const std::filesystem::path& folder) {
  const auto start = std::chrono::steady_clock::now();
  const Owned<OrtEnv> environment = make_environment();
  const Owned<OrtSession> session = load(*environment, folder / "model.onnx");
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("{\"version\": \"%s\", \"load_ms\": %.2f}\n", OrtGetApiBase()->GetVersionString(), elapsed.count());
  OrtAllocator* allocator = nullptr;
  check(ort.GetAllocatorWithDefaultOptions(&allocator));
  char* made_name = nullptr;
  check(ort.SessionGetInputName(session.get(), 0, allocator, &made_name));
  const std::string input_name = made_name;
  check(ort.AllocatorFree(allocator, made_name));
  for (const Case<std::string>& rows : read_cases<std::string>(folder, "strings.txt")) {
    const float largest = largest_difference(rows, classify(*session, input_name.c_str(), *tensor(*allocator, rows)));
    std::printf("{\"case\": \"%s\", \"largest_difference\": %g}\n", rows.name.c_str(), largest);
  }
}

int main(int count, char** arguments) {
  try {
    if (count != 2) throw std::runtime_error("usage: classify_strings FOLDER");
    run(arguments[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
