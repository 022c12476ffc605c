package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.model.FlowColumn;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** One version of the flows table as its log tells of it, read without Spark (Delta Kernel 4.4). */
@SuppressWarnings("DoNotCallSuggester")
public final class FlowsLog {
  private FlowsLog() {}

  /**
   * The newest version of the flows of {@code lake}.
   *
   * @param configuration Hadoop's settings, see {@link LakeSession#hadoopConfiguration}
   * @throws io.flowlake.model.FlowlakeException missing (3) when there is no such lake or no flows
   *     in it; denied (4); or as {@link StorageErrors} says
   */
  public static FlowsLog newest(Lake lake, Configuration configuration) {
    throw new UnsupportedOperationException(lake + " " + configuration);
  }

  /**
   * One version of the flows of {@code lake}.
   *
   * @throws io.flowlake.model.FlowlakeException missing (3) when the version is not there (any
   *     more), with those that are; else as {@link #newest}
   */
  public static FlowsLog at(Lake lake, Configuration configuration, long version) {
    throw new UnsupportedOperationException(lake + " " + configuration + version);
  }

  /** The number of the version. */
  public long version() {
    throw new UnsupportedOperationException();
  }

  /** When the version was committed, µs UTC; asks the store at each call. */
  public long versionTime() {
    throw new UnsupportedOperationException();
  }

  /**
   * The files that may hold flows that {@code filter} wants. Files that cannot are dropped while
   * the log is read, so that the memory depends on the files that are left.
   *
   * @param bounds the columns whose bounds are wanted of each file that is left
   */
  public FilePlan plan(Filter filter, Set<FlowColumn> bounds) {
    throw new UnsupportedOperationException(filter + " " + bounds);
  }
}
