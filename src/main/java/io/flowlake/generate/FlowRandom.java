package io.flowlake.generate;

/**
 * Random numbers that can be sought: every flow has a stream of its own, so a flow is the same
 * wherever, whenever and by whichever thread it is made. SplitMix64 (Steele, Lea, Flood 2014), and
 * {@link StrictMath} only, because {@link Math} and the library's gaussians may differ between
 * machines and Java versions.
 */
final class FlowRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private final long base;
  private long state;
  private double spareGaussian = Double.NaN;

  FlowRandom(long seed, long purpose) {
    base = mix(seed) + mix(purpose * GOLDEN_GAMMA);
  }

  /** Goes to the beginning of stream {@code index}. */
  void seek(long index) {
    state = mix(base + index * GOLDEN_GAMMA);
    spareGaussian = Double.NaN;
  }

  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** In [0, 1). */
  double unit() {
    return (next() >>> 11) * UNIT;
  }

  /** In [0, bound). */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  boolean chance(double share) {
    return unit() < share;
  }

  /** Mean 0, deviation 1 (Marsaglia's polar method). */
  double gaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * unit() - 1;
      y = 2 * unit() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spareGaussian = y * factor;
    return x * factor;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
