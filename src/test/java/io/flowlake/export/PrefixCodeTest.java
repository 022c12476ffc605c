package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixCodeTest {
  private static final int MOST = 15;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noCodeBeginsAnotherAndNoneIsLeftOver(long seed) {
    int[] counts = counts(new Random(seed));
    for (int most : new int[] {9, MOST}) {
      PrefixCode code = PrefixCode.of(counts, most);
      long taken = 0;
      for (int symbol = 0; symbol < counts.length; symbol++) {
        int bits = code.bits(symbol);
        assertTrue(bits <= most);
        assertEquals(counts[symbol] > 0, bits > 0);
        taken += bits == 0 ? 0 : 1L << (MOST - bits);
        for (int other = 0; other < symbol; other++) {
          int common = Math.min(bits, code.bits(other));
          int low = (1 << common) - 1;
          assertTrue(
              common == 0 || (code.code(symbol) & low) != (code.code(other) & low),
              symbol + " and " + other);
        }
      }
      assertEquals(1L << MOST, taken, "a code that nobody has");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noCodeTakesFewerBits(long seed) {
    int[] counts = counts(new Random(seed));
    PrefixCode code = PrefixCode.of(counts, MOST);
    long bits = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      bits += (long) counts[symbol] * code.bits(symbol);
    }
    assertEquals(fewest(counts), bits);
  }

  /** From no symbol at all to counts that double from one to the next. */
  @ParameterizedTest
  @CsvSource({"19, 7", "30, 15", "286, 15"})
  void noCodeIsLongerThanAllowedWhateverTheCounts(int symbols, int most) {
    Random random = new Random(symbols);
    for (int round = 0; round < 2_000; round++) {
      int[] counts = new int[symbols];
      int used = random.nextInt(symbols + 1);
      double base = 1 + random.nextDouble();
      for (int i = 0; i < used; i++) {
        counts[random.nextInt(symbols)] = (int) Math.min(1 << 24, Math.pow(base, i));
      }
      PrefixCode code = PrefixCode.of(counts, most);
      long taken = 0;
      for (int symbol = 0; symbol < symbols; symbol++) {
        int bits = code.bits(symbol);
        assertTrue(bits <= most && (bits > 0 || counts[symbol] == 0));
        taken += bits == 0 ? 0 : 1L << (most - bits);
      }
      assertEquals(1L << most, taken);
    }
  }

  /** What Huffman's joins sum up to is what all symbols take. */
  private static long fewest(int[] counts) {
    PriorityQueue<Long> weights = new PriorityQueue<>();
    for (int count : counts) {
      if (count > 0) {
        weights.add((long) count);
      }
    }
    long bits = 0;
    while (weights.size() > 1) {
      long joined = weights.remove() + weights.remove();
      bits += joined;
      weights.add(joined);
    }
    return bits;
  }

  /** Not so different that the limit counts. */
  private static int[] counts(Random random) {
    int[] counts = new int[DeflateSymbols.LENGTHS];
    for (int symbol = 0; symbol < counts.length; symbol++) {
      counts[symbol] = random.nextInt(4) == 0 ? 0 : 9 + random.nextInt(1 + random.nextInt(500));
    }
    return counts;
  }
}
