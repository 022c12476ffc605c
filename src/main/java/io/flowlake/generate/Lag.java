package io.flowlake.generate;

import java.time.Duration;

/**
 * How many dumps later something comes: at least one, at most a window, and sooner rather than
 * later (the square of a uniform number). It is computed for whole ranges of ranks, so that a dump
 * finds what it gets from earlier ones without looking at their flows.
 */
final class Lag {
  /** So many different lags at most: a dump asks so many earlier ones. */
  private static final int MAX_STEPS = 512;

  private final int lastDump;
  private final int unit;
  private final int steps;

  Lag(Duration window, int days, int dumps) {
    lastDump = dumps - 1;
    double dumpMillis = days * (double) DayCurve.DAY_MILLIS / dumps;
    int inDumps = (int) Math.max(1, Math.min(dumps, window.toMillis() / dumpMillis));
    unit = (inDumps + MAX_STEPS - 1) / MAX_STEPS;
    steps = (inDumps + unit - 1) / unit;
  }

  /** Lags in number; {@link #dumps} gives each in dumps. */
  int steps() {
    return steps;
  }

  /** The lag of this step, in dumps. */
  int dumps(int step) {
    return 1 + unit * step;
  }

  /** The first of {@code count} things of dump {@code from} whose lag is at least this step. */
  int firstWith(int step, int count, int from) {
    int reachable = Math.min(steps, (lastDump - from - 1) / unit + 1);
    if (step >= reachable) {
      return count;
    }
    double place = count * Math.sqrt(step / (double) reachable);
    return Math.min(count, (int) Math.ceil(place));
  }
}
