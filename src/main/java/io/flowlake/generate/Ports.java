package io.flowlake.generate;

/** Destination ports by popularity, and source ports that keep simultaneous flows apart. */
final class Ports {
  private static final int[] TCP_NAMED = {
    443, 80, 22, 25, 8080, 445, 3389, 993, 53, 143, 587, 389, 8443, 3306, 5432, 110, 21, 636, 139,
    23, 995
  };
  private static final double[] TCP_NAMED_SHARES = {
    43, 22, 6, 2.5, 2.4, 2.0, 1.6, 1.4, 1.2, 0.8, 0.8, 0.7, 0.7, 0.5, 0.5, 0.4, 0.3, 0.3, 0.2, 0.1,
    0.1
  };
  private static final int[] UDP_NAMED = {53, 443, 123};
  private static final double[] UDP_NAMED_SHARES = {64, 12, 3};
  private static final int TCP_OTHER = 5_000;
  private static final int UDP_OTHER = 25_000;

  /** Linux's own range for clients, which 70 % use; the others use what is below. */
  private static final int EPHEMERAL_FROM = 32_768;

  private static final int EPHEMERAL_COUNT = 61_000 - EPHEMERAL_FROM;
  private static final int LOW_FROM = 1_024;
  private static final int LOW_COUNT = EPHEMERAL_FROM - LOW_FROM;
  private static final double EPHEMERAL_SHARE = 0.7;

  private final AliasTable tcp = table(TCP_NAMED_SHARES, TCP_OTHER);
  private final AliasTable udp = table(UDP_NAMED_SHARES, UDP_OTHER);

  int drawTcp(FlowRandom random) {
    int index = tcp.draw(random);
    int other = index - TCP_NAMED.length;
    return other < 0 ? TCP_NAMED[index] : 10_000 + other * 11;
  }

  int drawUdp(FlowRandom random) {
    int index = udp.draw(random);
    int other = index - UDP_NAMED.length;
    return other < 0 ? UDP_NAMED[index] : 1_025 + other * 2;
  }

  /** The source port of the flow {@code number}; see {@link #lane}. */
  int source(long number, FlowRandom random) {
    return random.chance(EPHEMERAL_SHARE)
        ? EPHEMERAL_FROM + lane(number, EPHEMERAL_COUNT)
        : LOW_FROM + lane(number, LOW_COUNT);
  }

  /**
   * A number below {@code lanes} that differs among any {@code lanes} flows in a row. Flows are
   * numbered by start time, so two flows of one millisecond never get the same lane: that is what
   * makes keys distinct without remembering any. 7919 is prime and divides none of the lane counts.
   */
  static int lane(long number, int lanes) {
    return (int) (number % lanes * 7_919 % lanes);
  }

  private static AliasTable table(double[] named, int others) {
    double[] weights = new double[named.length + others];
    double[] zipf = AliasTable.zipf(others, 1.0);
    double rest = 100;
    double sum = 0;
    for (double share : named) {
      rest -= share;
    }
    for (double weight : zipf) {
      sum += weight;
    }
    System.arraycopy(named, 0, weights, 0, named.length);
    for (int i = 0; i < others; i++) {
      weights[named.length + i] = zipf[i] * rest / sum;
    }
    return new AliasTable(weights);
  }
}
