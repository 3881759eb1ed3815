import { flatLiterals, shapeLiterals, type Snippet } from './snippet.js'

export const java: Snippet = {
  language: 'Java',
  tag: 'java',
  needs: () => '`com.microsoft.onnxruntime:onnxruntime`',
  program(facts) {
    const { fileName, input } = facts
    const values = flatLiterals(facts)
    const buffer = input === 'ids' ? `IntBuffer.wrap(new int[] {${values}})` : `new String[] {${values}}`
    return `import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
${input === 'ids' ? 'import java.nio.IntBuffer;\n' : ''}import java.util.Arrays;
import java.util.Map;

public final class Classify {
  public static void main(String[] arguments) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {${shapeLiterals(facts)}};
    try (OrtSession session = environment.createSession(${JSON.stringify(fileName)});
        OnnxTensor input = OnnxTensor.createTensor(environment, ${buffer}, shape);
        OrtSession.Result result = session.run(Map.of("${input}", input))) {
      float[][] probabilities = (float[][]) result.get("probabilities").orElseThrow().getValue();
      System.out.println(Arrays.deepToString(probabilities));
    }
  }
}
`
  },
}
