package io.flowlake.lake;

import java.io.Serializable;

/**
 * A Parquet file of the flows table that was written, but is not committed yet.
 *
 * @param partition the partition that it belongs to
 * @param path its path below the table
 * @param bytes its size
 * @param rows how many flows it holds
 * @param stats Delta's statistics of it, as JSON
 */
public record DataFile(Partition partition, String path, long bytes, long rows, String stats)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
