package io.flowlake.search;

/**
 * An exact sum of longs, for sums of bytes may exceed a long: {@code high * 2^32 + low}.
 *
 * @param high the upper part, which carries the sign
 * @param low the lower 32 bits
 */
record WideSum(long high, long low) implements Comparable<WideSum> {
  private static final long MASK = 0xFFFF_FFFFL;

  /** Nothing added yet. */
  static final WideSum ZERO = new WideSum(0, 0);

  /** Carries what {@code low} has beyond 32 bits. */
  WideSum {
    high += low >> 32;
    low &= MASK;
  }

  WideSum plus(long value) {
    return new WideSum(high + (value >> 32), low + (value & MASK));
  }

  /** The sum; the nearest long if it exceeds one. */
  long value() {
    if (high != (int) high) {
      return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return high << 32 | low;
  }

  @Override
  public int compareTo(WideSum other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }
}
