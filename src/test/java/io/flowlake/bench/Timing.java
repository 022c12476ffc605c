package io.flowlake.bench;

import java.io.IOException;

/** Times pieces of work; of several rounds the best counts, for others share the machine. */
final class Timing {
  @FunctionalInterface
  interface Work {
    long run() throws IOException;
  }

  private double best = Double.MAX_VALUE;
  private long result;

  /** One more round. */
  void round(Work work) throws IOException {
    long begun = System.nanoTime();
    result = work.run();
    best = Math.min(best, (System.nanoTime() - begun) / 1e6);
  }

  double millis() {
    return best;
  }

  /** What the last round came to. */
  long result() {
    return result;
  }
}
