package io.flowlake.generate;

/**
 * Draws an index with a given weight in constant time (Vose's alias method, 1991), however many
 * there are.
 */
final class AliasTable {
  private static final double FULL = 1L << 32;

  private final long[] threshold;
  private final int[] alias;

  AliasTable(double... weights) {
    int size = weights.length;
    threshold = new long[size];
    alias = new int[size];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] scaled = new double[size];
    for (int i = 0; i < size; i++) {
      scaled[i] = weights[i] * size / sum;
    }
    fill(scaled);
  }

  /** Weight 1 / rank^exponent for ranks 1 to {@code size}. */
  static double[] zipf(int size, double exponent) {
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = StrictMath.pow(i + 1.0, -exponent);
    }
    return weights;
  }

  int draw(FlowRandom random) {
    long bits = random.next();
    int index = (int) (((bits >>> 32) * threshold.length) >>> 32);
    return (bits & 0xFFFF_FFFFL) < threshold[index] ? index : alias[index];
  }

  private void fill(double[] scaled) {
    int[] small = new int[scaled.length];
    int[] large = new int[scaled.length];
    int smallCount = 0;
    int largeCount = 0;
    for (int i = 0; i < scaled.length; i++) {
      if (scaled[i] < 1) {
        small[smallCount++] = i;
      } else {
        large[largeCount++] = i;
      }
    }
    while (smallCount > 0 && largeCount > 0) {
      int below = small[--smallCount];
      int above = large[--largeCount];
      threshold[below] = (long) (scaled[below] * FULL);
      alias[below] = above;
      scaled[above] -= 1 - scaled[below];
      if (scaled[above] < 1) {
        small[smallCount++] = above;
      } else {
        large[largeCount++] = above;
      }
    }
    // What is left over is 1 but for rounding.
    while (largeCount > 0) {
      threshold[large[--largeCount]] = (long) FULL;
    }
    while (smallCount > 0) {
      threshold[small[--smallCount]] = (long) FULL;
    }
  }
}
