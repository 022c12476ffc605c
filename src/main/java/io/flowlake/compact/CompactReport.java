package io.flowlake.compact;

import java.util.List;

/**
 * What a compaction did.
 *
 * @param batches batches that this run finished
 * @param dumps dumps that it read
 * @param counts what became of their records
 * @param bytesRead the dumps' size as stored
 * @param bytesWritten the size of the data files written
 * @param partitions partitions that got or lost rows, each batch counted
 * @param files data files written
 * @param unread dumps that were not read, or not to their end; the next run tries them again
 * @param version the version of the flows table afterwards
 * @param elapsedMillis how long it took
 */
public record CompactReport(
    int batches,
    int dumps,
    Counts counts,
    long bytesRead,
    long bytesWritten,
    int partitions,
    int files,
    List<Unread> unread,
    long version,
    long elapsedMillis) {
  /**
   * A dump that was not read as it should be.
   *
   * @param dump its path
   * @param what {@code changed}, {@code gone} or {@code unreadable}
   * @param why in words
   */
  public record Unread(String dump, String what, String why) {}

  /** Whether a dump is there but could not be read, so that its flows are missing. */
  public boolean lacksDumps() {
    return unread.stream().anyMatch(dump -> dump.what().equals(ParseTask.UNREADABLE));
  }

  /** The share of rejects among the records read; 0 when nothing was read. */
  public double rejectRatio() {
    return counts.read() == 0 ? 0 : (double) counts.rejected() / counts.read();
  }
}
