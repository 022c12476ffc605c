package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.time.LocalDate;
import java.util.EnumSet;
import org.apache.spark.sql.delta.actions.AddFile;

/** A committed data file of the flows table, with what its statistics say. */
public final class TableFile {
  private static final StatisticsText STATISTICS =
      new StatisticsText(EnumSet.of(FlowColumn.START_TIME, FlowColumn.END_TIME));

  private final AddFile action;
  private final Partition partition;
  private final FileBounds bounds;

  TableFile(AddFile action) {
    this.action = action;
    this.partition =
        new Partition(
            (int) LocalDate.parse(action.partitionValues().apply("day")).toEpochDay(),
            action.partitionValues().apply("node"));
    this.bounds = STATISTICS.read(action.stats(), partition);
  }

  /** The partition that the file belongs to. */
  public Partition partition() {
    return partition;
  }

  /** No flow of the file starts before this time (µs). */
  public long minStart() {
    return bounds.min(FlowColumn.START_TIME);
  }

  /** No flow of the file starts after this time (µs). */
  public long maxStart() {
    return bounds.max(FlowColumn.START_TIME);
  }

  /** How many flows the file holds; -1 where its writer did not say. */
  public long rows() {
    return bounds.rows();
  }

  /** The file's size in bytes. */
  public long bytes() {
    return action.size();
  }

  /** Whether a flow in it may have no end time, and so may be replaced by a later report. */
  public boolean mayHoldOpenFlows() {
    return !bounds.neverNull(FlowColumn.END_TIME);
  }

  AddFile action() {
    return action;
  }
}
