import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the cases that every runtime is asked, and compares its answers with those that were expected. */
final class Cases {
  /** Ids [batch, time], row after row, and the probabilities [batch][outputs] that they should give. */
  record Case(String name, int batch, int time, int[] ids, float[][] expected) {
    /** Math.max gives NaN when there is one. */
    float largestDifference(float[][] probabilities) {
      if (probabilities.length != batch || probabilities[0].length != expected[0].length) {
        throw new IllegalStateException(name + ": probabilities of another shape");
      }
      float largest = 0;
      for (int row = 0; row < batch; row++) {
        for (int output = 0; output < expected[row].length; output++) {
          largest = Math.max(largest, Math.abs(expected[row][output] - probabilities[row][output]));
        }
      }
      return largest;
    }
  }

  static List<Case> read(Path folder) throws IOException {
    IntBuffer ids = bytes(folder.resolve("ids.bin")).asIntBuffer();
    FloatBuffer expected = bytes(folder.resolve("expected.bin")).asFloatBuffer();
    List<Case> cases = new ArrayList<>();
    List<String> lines = Files.readAllLines(folder.resolve("cases.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t");
      int batch = Integer.parseInt(fields[1]);
      int time = Integer.parseInt(fields[2]);
      int[] rowIds = new int[batch * time];
      ids.get(rowIds);
      float[][] probabilities = new float[batch][Integer.parseInt(fields[3])];
      for (float[] row : probabilities) {
        expected.get(row);
      }
      cases.add(new Case(fields[0], batch, time, rowIds, probabilities));
    }
    return cases;
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Cases() {}
}
