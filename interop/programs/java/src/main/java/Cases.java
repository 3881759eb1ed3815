import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the cases that every runtime is asked, and compares its answers with those that were expected. */
final class Cases {
  /**
   * Rows of a shape, [batch, time] or [batch], and the probabilities [batch][outputs] that they should give. The values are
   * those from first on, as many as the shape has, of all ids or strings of the folder.
   */
  record Case(String name, long[] shape, int first, float[][] expected) {
    int count() {
      return (int) Arrays.stream(shape).reduce(1, (product, size) -> product * size);
    }

    /** Math.max gives NaN when there is one. */
    float largestDifference(float[][] probabilities) {
      if (probabilities.length != shape[0] || probabilities[0].length != expected[0].length) {
        throw new IllegalStateException(name + ": probabilities of another shape");
      }
      float largest = 0;
      for (int row = 0; row < expected.length; row++) {
        for (int output = 0; output < expected[row].length; output++) {
          largest = Math.max(largest, Math.abs(expected[row][output] - probabilities[row][output]));
        }
      }
      return largest;
    }
  }

  static List<Case> read(Path folder) throws IOException {
    FloatBuffer expected = bytes(folder.resolve("expected.bin")).asFloatBuffer();
    List<Case> cases = new ArrayList<>();
    List<String> lines = Files.readAllLines(folder.resolve("cases.tsv"));
    int first = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t");
      long[] shape = Arrays.stream(fields[1].split("x")).mapToLong(Long::parseLong).toArray();
      float[][] probabilities = new float[(int) shape[0]][Integer.parseInt(fields[2])];
      for (float[] row : probabilities) {
        expected.get(row);
      }
      Case next = new Case(fields[0], shape, first, probabilities);
      cases.add(next);
      first += next.count();
    }
    return cases;
  }

  /** The ids of all cases; 0 is padding, 1 an unknown word. */
  static int[] readIds(Path folder) throws IOException {
    ByteBuffer bytes = bytes(folder.resolve("ids.bin"));
    int[] ids = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(ids);
    return ids;
  }

  /** The strings of all cases: a zero byte ends each. */
  static String[] readStrings(Path folder) throws IOException {
    String[] strings = Files.readString(folder.resolve("strings.txt")).split("\0", -1);
    return Arrays.copyOf(strings, strings.length - 1);
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Cases() {}
}
