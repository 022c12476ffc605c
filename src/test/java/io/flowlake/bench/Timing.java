package io.flowlake.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * The processor time that pieces of work take. It is not the time on the clock, which on a shared
 * machine tells more about the others; of several rounds the best counts.
 */
final class Timing {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @FunctionalInterface
  interface Work {
    long run() throws IOException;
  }

  private final LongSupplier clock;
  private double best = Double.MAX_VALUE;
  private long result;

  private Timing(LongSupplier clock) {
    this.clock = clock;
  }

  /** Of work that the calling thread does alone. */
  static Timing ofThread() {
    return new Timing(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  /** Of work that is spread over threads; its clock is coarse, some 10 ms. */
  static Timing ofProcess() {
    return new Timing(PROCESS::getProcessCpuTime);
  }

  /** One more round, in which the work is done {@code times} times. */
  void round(int times, Work work) throws IOException {
    long begun = clock.getAsLong();
    for (int i = 0; i < times; i++) {
      result = work.run();
    }
    best = Math.min(best, (clock.getAsLong() - begun) / 1e6 / times);
  }

  /** Of the best round, for doing the work once. */
  double millis() {
    return best;
  }

  /** What the last round came to. */
  long result() {
    return result;
  }
}
