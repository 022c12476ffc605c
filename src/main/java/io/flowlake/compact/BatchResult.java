package io.flowlake.compact;

import java.util.List;

/**
 * What an attempt at a batch did; written before the batch is committed, so that the ledger can be
 * completed by anyone if the writer dies in between.
 *
 * @param dumps a line for each dump of the manifest, in its order
 * @param partitions how many partitions got or lost rows
 * @param files how many data files were written
 * @param bytesWritten their size
 */
record BatchResult(List<DumpResult> dumps, int partitions, int files, long bytesWritten) {
  BatchResult {
    dumps = List.copyOf(dumps);
  }

  /**
   * What one dump came to.
   *
   * @param format the format that was found, {@code changed} when the object was rewritten after it
   *     was listed, {@code gone} when it was removed
   */
  record DumpResult(String format, Counts counts) {}

  Counts counts() {
    return dumps.stream().map(DumpResult::counts).reduce(Counts.NONE, Counts::plus);
  }
}
