package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.model.FlowColumn;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads the matching flows of data files in this JVM, without Spark, with Parquet's own reader: row
 * groups and pages that cannot hold a match are not fetched. Safe for several threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class LocalReader {
  /**
   * A reader of files; it keeps the footers of the files that it read last, so that reading another
   * part of a file is cheap.
   *
   * @param configuration Hadoop's settings, see {@link LakeSession#hadoopConfiguration}
   */
  public LocalReader(Configuration configuration) {
    throw new UnsupportedOperationException(configuration.toString());
  }

  /**
   * Gives the flows of {@code file} that match {@code filter} exactly to {@code sink}, in the
   * file's order, which is by start time where Flowlake wrote it.
   *
   * @param columns the columns that the flows shall have; the others are null, or "" and 0 where a
   *     flow cannot have null, whatever the filter reads. The node is always there.
   * @throws io.flowlake.model.FlowlakeException missing (3) when the file is gone, for the version
   *     was vacuumed; else as {@link StorageErrors} says
   */
  public ReadCost read(StoredFile file, Filter filter, Set<FlowColumn> columns, FlowSink sink) {
    throw new UnsupportedOperationException(file.toString() + filter + columns + sink);
  }
}
