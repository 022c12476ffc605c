package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of pieces and slices. */
class PlanningTest {
  private static final long MIB = 1L << 20;
  private static final long LEAST_PART = 5 * MIB;
  private static final long MOST_PART = 5L << 30;
  private static final int MOST_PARTS = 10_000;

  /** Whatever the size, the parts are such as S3 takes, with room for an estimate half as large. */
  @ParameterizedTest
  @CsvSource({
    "17,             600000",
    "300,            10000000",
    "107999,         4000000000",
    "108000,         4000000000",
    "1048576,        37000000000", // 1 TiB
    "5242880,        185000000000", // 5 TiB, the largest object
    "17,             1",
    "1048576,        9001",
  })
  void partsAreSuchAsS3Takes(long mebibytes, long rows) {
    long estimate = mebibytes * MIB;
    long perPiece = PieceSizes.USUAL.rowsPerPiece(rows, estimate);
    long pieces = (rows + perPiece - 1) / perPiece;
    assertTrue(pieces + 1 <= MOST_PARTS, () -> pieces + " pieces");
    double bytes = (double) estimate / rows * Math.min(rows, perPiece);
    assertTrue(bytes >= 2 * LEAST_PART || pieces == 1, () -> bytes + " bytes a piece");
    assertTrue(bytes * 2 <= MOST_PART || rows < 10_000, () -> bytes + " bytes a piece");
  }

  @Test
  void estimatesBytesByColumns() {
    assertEquals(290, PieceSizes.estimate(200, 13));
    assertEquals(290, PieceSizes.estimate(200, 17));
    assertEquals(22, PieceSizes.estimate(200, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // rows in each second | rows per slice | seconds at which slices begin
        "1 1 1 1 1 1 | 2   | 2 4",
        "1 1 1 1 1   | 2   | 2 4",
        "1 1 1 1 1   | 3   | 3",
        "9 0 0 0 1   | 3   |",
        "9 0 0 0 2   | 3   | 1",
        "0 0 9 9 9   | 3   | 3 4",
        "5           | 2   |",
        "0 0         | 2   |",
        "1 1 1       | 100 |",
      })
  void cutsWhereASliceIsFull(String counts, long rowsPerSlice, String begins) {
    assertArrayEquals(numbers(begins), Slices.cut(longs(counts), rowsPerSlice));
  }

  @RepeatedTest(50)
  void everySliceIsWorthIt(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    long[] counts = random.longs(500, 0, 40).map(c -> c < 20 ? 0L : c * c).toArray();
    long rowsPerSlice = 1L + random.nextInt(20_000);
    int[] begins = Slices.cut(counts, rowsPerSlice);
    for (int i = 0; i <= begins.length; i++) {
      int from = i == 0 ? 0 : begins[i - 1];
      boolean last = i == begins.length;
      int to = last ? counts.length : begins[i];
      long rows = Arrays.stream(counts, from, to).sum();
      long least = last ? rowsPerSlice / 2 : rowsPerSlice;
      assertTrue(begins.length == 0 || rows >= least, () -> rows + " rows in a slice");
      // Full at the end of a second; what is left of a day may be half a slice more.
      long most = rowsPerSlice + 1_600L + (last ? rowsPerSlice / 2 : 0L);
      assertTrue(rows <= most, () -> rows + " rows in a slice of " + rowsPerSlice);
    }
  }

  private static int[] numbers(String text) {
    return text == null ? new int[0] : Arrays.stream(longs(text)).mapToInt(n -> (int) n).toArray();
  }

  private static long[] longs(String text) {
    return Arrays.stream(text.trim().split(" +")).mapToLong(Long::parseLong).toArray();
  }
}
