package io.flowlake.export;

/**
 * The CRC-32 of two byte sequences, one after the other, from the CRC-32 of each: zlib's {@code
 * crc32_combine}. Appending a zero bit to a message is a linear map of its CRC over GF(2), so n
 * zero bytes are the map's power, found by squaring (M. Adler, zlib, {@code crc32.c}).
 */
final class Crc32Joined {
  private static final int BITS = 32;

  /** The reversed polynomial of CRC-32 (RFC 1952, section 8). */
  private static final int POLYNOMIAL = 0xEDB88320;

  private Crc32Joined() {}

  /**
   * The CRC-32 of the whole.
   *
   * @param first CRC-32 of the first sequence
   * @param second CRC-32 of the second one
   * @param secondBytes how long the second one is
   */
  static long of(long first, long second, long secondBytes) {
    int[] step = squared(squared(squared(oneZeroBit()))); // one zero byte
    int crc = (int) first;
    for (long left = secondBytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        crc = times(step, crc);
      }
      step = squared(step);
    }
    return (crc ^ (int) second) & 0xFFFFFFFFL;
  }

  /** The map that appends a zero bit; column {@code i} is what becomes of bit {@code i}. */
  private static int[] oneZeroBit() {
    int[] map = new int[BITS];
    map[0] = POLYNOMIAL;
    for (int bit = 1; bit < BITS; bit++) {
      map[bit] = 1 << (bit - 1);
    }
    return map;
  }

  private static int times(int[] map, int vector) {
    int sum = 0;
    for (int bit = 0; bit < BITS; bit++) {
      if ((vector >>> bit & 1) != 0) {
        sum ^= map[bit];
      }
    }
    return sum;
  }

  private static int[] squared(int[] map) {
    int[] square = new int[BITS];
    for (int bit = 0; bit < BITS; bit++) {
      square[bit] = times(map, map[bit]);
    }
    return square;
  }
}
