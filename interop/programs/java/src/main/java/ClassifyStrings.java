import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Classifies with ONNX Runtime every case of the folder named on the command line, by a model of texts or tokens. */
public final class ClassifyStrings {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long start = System.nanoTime();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    // More threads are no faster for a network of this size.
    options.setIntraOpNumThreads(1);
    try (OrtSession session = environment.createSession(folder.resolve("model.onnx").toString(), options)) {
      double milliseconds = (System.nanoTime() - start) / 1e6;
      print("{\"version\": \"%s\", \"load_ms\": %.2f}", environment.getVersion(), milliseconds);
      String[] strings = Cases.readStrings(folder);
      List<Cases.Case> cases = Cases.read(folder);
      for (Cases.Case each : cases) {
        String[] values = Arrays.copyOfRange(strings, each.first(), each.first() + each.count());
        try (OnnxTensor input = OnnxTensor.createTensor(environment, values, each.shape())) {
          float[][] probabilities = classify(session, input);
          print("{\"case\": \"%s\", \"largest_difference\": %s}", each.name(), each.largestDifference(probabilities));
        }
      }
    }
  }

  /** Probabilities [batch, outputs] for texts [batch] or tokens [batch, time]. */
  private static float[][] classify(OrtSession session, OnnxTensor input) throws OrtException {
    try (OrtSession.Result result = session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      return (float[][]) result.get("probabilities").orElseThrow().getValue();
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
