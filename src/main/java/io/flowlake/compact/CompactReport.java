package io.flowlake.compact;

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
    long version,
    long elapsedMillis) {

  /** The share of rejects among the records read; 0 when nothing was read. */
  public double rejectRatio() {
    return counts.read() == 0 ? 0 : (double) counts.rejected() / counts.read();
  }
}
