package io.flowlake.search;

/** Sums that stop at the least and the greatest long: times of foreign writers may be anything. */
final class Saturated {
  private Saturated() {}

  static long plus(long left, long right) {
    long sum = left + right;
    boolean overflown = ((left ^ sum) & (right ^ sum)) < 0;
    return overflown ? limit(left) : sum;
  }

  static long minus(long left, long right) {
    long difference = left - right;
    boolean overflown = ((left ^ right) & (left ^ difference)) < 0;
    return overflown ? limit(left) : difference;
  }

  private static long limit(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
