package io.flowlake.compact;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a list of dumps into batches of bounded size, so that memory is bounded whatever arrives.
 */
final class BatchPlanner {
  /** A manifest stays a small object, and its result a small message to the driver. */
  static final int MAX_DUMPS = 20_000;

  private BatchPlanner() {}

  /**
   * Consecutive dumps of at most {@code maxBytes} together; a larger dump is a batch of its own.
   */
  static List<List<Dump>> split(List<Dump> dumps, long maxBytes) {
    List<List<Dump>> batches = new ArrayList<>();
    List<Dump> batch = new ArrayList<>();
    long bytes = 0;
    for (Dump dump : dumps) {
      boolean full = bytes + dump.bytes() > maxBytes || batch.size() == MAX_DUMPS;
      if (full && !batch.isEmpty()) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(dump);
      bytes += dump.bytes();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
