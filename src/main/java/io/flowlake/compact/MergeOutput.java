package io.flowlake.compact;

import io.flowlake.lake.DataFile;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.FlowFileWriter;
import io.flowlake.lake.Partition;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.KeyHistory;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What one task writes and counts. Flows that are still open go to files of their own: a later
 * report of one then rewrites a small file, and files of finished flows are never written again.
 */
final class MergeOutput implements Closeable {
  private final Path table;
  private final FileLayout layout;
  private final Configuration configuration;
  private final List<DataFile> files = new ArrayList<>();
  private final Map<Integer, long[]> outcomes = new HashMap<>();
  private final Map<Partition, Long> changes = new HashMap<>();

  private int day = Integer.MIN_VALUE;
  private @Nullable UTF8String node;
  private @Nullable Partition partition;
  private @Nullable FlowFileWriter finished;
  private @Nullable FlowFileWriter open;

  MergeOutput(Path table, FileLayout layout, Configuration configuration) {
    this.table = table;
    this.layout = layout;
    this.configuration = configuration;
  }

  /** Turns to the partition of {@code row}; rows of one partition come in one run. */
  void turnTo(InternalRow row) throws IOException {
    int rowDay = row.getInt(FlowColumn.DAY.index());
    UTF8String rowNode = row.getUTF8String(FlowColumn.NODE.index());
    if (rowDay != day || !rowNode.equals(node)) {
      close();
      day = rowDay;
      node = rowNode.clone();
      partition = new Partition(rowDay, rowNode.toString());
    }
  }

  /** Writes a row of the partition that was turned to. */
  void write(InternalRow row) throws IOException {
    if (row.isNullAt(FlowColumn.END_TIME.index())) {
      open = open == null ? writer() : open;
      open.write(row);
    } else {
      finished = finished == null ? writer() : finished;
      finished.write(row);
    }
  }

  /** Counts what became of a record of {@code dump}. */
  void count(int dump, KeyHistory.Outcome outcome) {
    long[] counts =
        outcomes.computeIfAbsent(dump, d -> new long[KeyHistory.Outcome.values().length]);
    counts[MergeOutcome.slot(outcome)]++;
    if (outcome != KeyHistory.Outcome.DUPLICATE && partition != null) {
      changes.merge(partition, 1L, Long::sum);
    }
  }

  MergeOutcome outcome() throws IOException {
    close();
    return new MergeOutcome(
        new ArrayList<>(files), new HashMap<>(outcomes), new HashMap<>(changes));
  }

  @Override
  public void close() throws IOException {
    FlowFileWriter first = finished;
    FlowFileWriter second = open;
    finished = null;
    open = null;
    if (first != null) {
      files.addAll(first.finishAll());
    }
    if (second != null) {
      files.addAll(second.finishAll());
    }
  }

  private FlowFileWriter writer() {
    if (partition == null) {
      throw new IllegalStateException("no partition was turned to");
    }
    return new FlowFileWriter(table, partition, layout, configuration);
  }
}
