package io.flowlake.compact;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
   *     was listed, {@code gone} when it was removed, {@code unreadable} when it could not be read
   *     to its end
   * @param note why it was not read as it should be; null = it was
   */
  record DumpResult(String format, Counts counts, @Nullable String note) {}

  Counts counts() {
    return dumps.stream().map(DumpResult::counts).reduce(Counts.NONE, Counts::plus);
  }
}
