package io.flowlake.generate;

/**
 * A permutation of 0 to size - 1 that can be asked both ways in constant memory: it spreads a range
 * of ranks evenly over the places (multiples of the golden section, modulo the size).
 */
final class Scatter {
  private static final double GOLDEN_SECTION = 0.6180339887498949;

  private final int size;
  private final long factor;
  private final long inverse;

  Scatter(int size) {
    this.size = size;
    long candidate = Math.max(1, (long) (size * GOLDEN_SECTION));
    while (inverse(candidate, size) < 0) {
      candidate++;
    }
    factor = candidate;
    inverse = inverse(candidate, size);
  }

  int place(int rank) {
    return (int) (rank * factor % size);
  }

  int rank(int place) {
    return (int) (place * inverse % size);
  }

  /** The inverse of {@code value} modulo {@code size} (extended Euclid); -1 if there is none. */
  private static long inverse(long value, long size) {
    long coefficient = 0;
    long next = 1;
    long divisor = Math.max(1, size);
    long rest = value % divisor;
    while (rest != 0) {
      long quotient = divisor / rest;
      long oldNext = next;
      next = coefficient - quotient * next;
      coefficient = oldNext;
      long oldRest = rest;
      rest = divisor - quotient * rest;
      divisor = oldRest;
    }
    if (divisor != 1) {
      return -1;
    }
    return size <= 1 ? 0 : Math.floorMod(coefficient, size);
  }
}
