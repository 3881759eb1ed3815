import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Classifies the texts of the command line, or a few of its own. */
public final class Classify {
  private static final String[] EXAMPLES = {
    "My invoice is too high", "The courier never brought my parcel", "I cannot remember my password"
  };

  public static void main(String[] arguments) throws IOException, OrtException {
    String[] texts = arguments.length > 0 ? arguments : EXAMPLES;
    List<String> labels = readLabels(Path.of("model", "model.labels.json"));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {texts.length};
    try (OrtSession session = environment.createSession(Path.of("model", "model.onnx").toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, texts, shape);
        OrtSession.Result result = session.run(Map.of("text", input))) {
      float[][] probabilities = (float[][]) result.get("probabilities").orElseThrow().getValue();
      for (int index = 0; index < texts.length; index++) {
        float[] row = probabilities[index];
        int best = mostProbable(row);
        String line = "%s (%.0f%%): %s";
        System.out.println(String.format(Locale.ROOT, line, labels.get(best), 100 * row[best], texts[index]));
      }
    }
  }

  private static int mostProbable(float[] probabilities) {
    int best = 0;
    for (int index = 1; index < probabilities.length; index++) {
      if (probabilities[index] > probabilities[best]) best = index;
    }
    return best;
  }

  /** Java has no JSON of its own; a program that uses a library for it reads the list "labels" with that. */
  private static List<String> readLabels(Path file) throws IOException {
    String json = Files.readString(file);
    String list = json.substring(json.indexOf('[', json.indexOf("\"labels\"")));
    return Pattern.compile("\"([^\"]*)\"").matcher(list).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
