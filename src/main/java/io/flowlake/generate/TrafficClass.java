package io.flowlake.generate;

/** Sizes and durations by protocol; logarithms are natural, "measured" is CTU-13 and RITA. */
enum TrafficClass {
  /** Measured: sent 7.12/1.48, recv 8.03/2.07. */
  TCP(0.80, 7.1, 1.5, 8.0, 2.1, 0.6, 0.5, 2.6),
  /** Measured: sent 4.77/1.12, recv 5.23/1.12. */
  UDP(0.18, 4.8, 1.1, 5.2, 1.1, 0, -5, 3),
  /** Measured: sent 3.88/0.60. */
  ICMP(0.02, 4.5, 0.8, 4.4, 0.4, 0, -5, 3);

  /** Longer flows are reported in pieces of an hour; measured as a hard limit. */
  private static final double MAX_MILLIS = 3_599_900;

  private static final double MAX_BYTES = 1e13;

  private final byte[] bytes = ByteSink.ascii(name());
  private final double share;
  private final double sentMean;
  private final double sentDeviation;
  private final double recvMean;
  private final double recvDeviation;
  private final double correlation;
  private final double durationMean;
  private final double durationDeviation;

  TrafficClass(
      double share,
      double sentMean,
      double sentDeviation,
      double recvMean,
      double recvDeviation,
      double correlation,
      double durationMean,
      double durationDeviation) {
    this.share = share;
    this.sentMean = sentMean;
    this.sentDeviation = sentDeviation;
    this.recvMean = recvMean;
    this.recvDeviation = recvDeviation;
    this.correlation = correlation;
    this.durationMean = durationMean;
    this.durationDeviation = durationDeviation;
  }

  static TrafficClass draw(FlowRandom random) {
    double place = random.unit();
    if (place < TCP.share) {
      return TCP;
    }
    return place < TCP.share + UDP.share ? UDP : ICMP;
  }

  /** The protocol's name in ASCII, shared: not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Draws the bytes of both directions. */
  void drawBytes(FlowRandom random, FlowDraft draft) {
    double sent = random.gaussian();
    double other = random.gaussian();
    double recv = correlation * sent + Math.sqrt(1 - correlation * correlation) * other;
    draft.sentBytes = bytes(sentMean + sentDeviation * sent);
    draft.recvBytes = bytes(recvMean + recvDeviation * recv);
  }

  /** Draws a duration. */
  long drawMillis(FlowRandom random) {
    double seconds = StrictMath.exp(durationMean + durationDeviation * random.gaussian());
    return (long) Math.min(seconds * 1_000, MAX_MILLIS);
  }

  /** A few transfers are huge: the top 1 % of flows carry most bytes (measured: 89 %). */
  static long elephant(long bytes, FlowRandom random) {
    double pareto = StrictMath.pow(1 - random.unit(), -1 / 1.1);
    return (long) Math.min(bytes * 30 * pareto, MAX_BYTES);
  }

  private static long bytes(double logarithm) {
    return Math.max(1, (long) Math.min(StrictMath.exp(logarithm), MAX_BYTES));
  }
}
