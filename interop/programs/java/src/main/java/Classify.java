import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Classifies with ONNX Runtime every case of the folder named on the command line. */
public final class Classify {
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
      List<Cases.Case> cases = Cases.read(folder);
      for (Cases.Case each : cases) {
        float[][] probabilities = classify(environment, session, each);
        print("{\"case\": \"%s\", \"largest_difference\": %s}", each.name(), each.largestDifference(probabilities));
      }
    }
  }

  /** Probabilities [batch, outputs] for rows of ids [batch, time]. */
  private static float[][] classify(OrtEnvironment environment, OrtSession session, Cases.Case rows)
      throws OrtException {
    long[] shape = {rows.batch(), rows.time()};
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, IntBuffer.wrap(rows.ids()), shape);
        OrtSession.Result result = session.run(Map.of("ids", ids))) {
      return (float[][]) result.get("probabilities").orElseThrow().getValue();
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
