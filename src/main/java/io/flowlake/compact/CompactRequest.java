package io.flowlake.compact;

import io.flowlake.lake.FileLayout;
import io.flowlake.lake.Lake;
import org.jspecify.annotations.Nullable;

/**
 * What a compaction is asked to do.
 *
 * @param raw the folder, prefix or single object to read; null when only rejects are tried again
 * @param lake where the tables are
 * @param node the logging node of records for which neither record nor path names one; null = none
 * @param batchBytes a batch takes dumps up to this many bytes (and at least one dump)
 * @param layout how large the files that it writes are
 * @param writers whether other jobs may write the lake meanwhile
 */
public record CompactRequest(
    @Nullable String raw,
    Lake lake,
    @Nullable String node,
    long batchBytes,
    FileLayout layout,
    Writers writers) {
  /** How many jobs may write the lake at the same time. */
  public enum Writers {
    /** Any number; a store on which that is not safe is refused. */
    SEVERAL,
    /** The user promises that this job is alone. */
    ONE
  }

  /** 512 MiB, as stored: some 10 million flows where the dumps are gzipped. */
  public static final long DEFAULT_BATCH_BYTES = 512L << 20;
}
