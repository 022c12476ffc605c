package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Crc32JoinedTest {
  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1", "9,8191", "65536,3", "100000,1000001"})
  void isTheCrcOfTheWhole(int first, int second) {
    byte[] all = new byte[first + second];
    new Random(first * 31L + second).nextBytes(all);
    assertEquals(
        crc(all, 0, all.length),
        Crc32Joined.of(crc(all, 0, first), crc(all, first, second), second));
  }

  /** Longer than an int can say: zeros, whose CRC is worked out by joining them with themselves. */
  @Test
  void joinsMoreThanFourGigabytes() {
    byte[] zeros = new byte[1 << 20];
    long crc = crc(zeros, 0, zeros.length);
    long bytes = zeros.length;
    CRC32 whole = new CRC32();
    for (int i = 0; i < 5 << 10; i++) {
      whole.update(zeros);
    }
    long joined = 0;
    long left = 5L << 30;
    while (left > 0) {
      if ((left & bytes) != 0) {
        joined = Crc32Joined.of(joined, crc, bytes);
        left -= bytes;
      }
      crc = Crc32Joined.of(crc, crc, bytes);
      bytes *= 2;
    }
    assertEquals(whole.getValue(), joined);
  }

  private static long crc(byte[] bytes, int from, int count) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, count);
    return crc.getValue();
  }
}
