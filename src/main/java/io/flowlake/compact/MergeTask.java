package io.flowlake.compact;

import io.flowlake.lake.FileLayout;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Merges one task's sorted rows and writes what is new, on an executor. */
final class MergeTask implements FlatMapFunction<Iterator<InternalRow>, MergeOutcome> {
  private static final long serialVersionUID = 1L;

  /** What is done with rows that share a key. */
  enum Rows {
    /** The duplicate and update rules are applied. */
    MERGED,
    /** All are written as they are. */
    COPIED
  }

  private final Rows rows;
  private final String table;
  private final FileLayout layout;
  private final LongAccumulator recordsDone;
  private final Broadcast<SerializableConfiguration> configuration;

  MergeTask(
      Rows rows,
      Path table,
      FileLayout layout,
      Broadcast<SerializableConfiguration> configuration,
      LongAccumulator recordsDone) {
    this.rows = rows;
    this.recordsDone = recordsDone;
    this.table = table.toString();
    this.layout = layout;
    this.configuration = configuration;
  }

  @Override
  public Iterator<MergeOutcome> call(Iterator<InternalRow> sorted) throws IOException {
    try (MergeOutput output =
        new MergeOutput(new Path(table), layout, configuration.value().value())) {
      switch (rows) {
        case MERGED -> merge(sorted, output);
        case COPIED -> copy(sorted, output);
      }
      return Collections.singleton(output.outcome()).iterator();
    }
  }

  private void merge(Iterator<InternalRow> sorted, MergeOutput output) throws IOException {
    KeyGroups groups = new KeyGroups(output);
    while (sorted.hasNext()) {
      groups.add(sorted.next());
      recordsDone.add(1);
    }
    groups.finish();
  }

  private void copy(Iterator<InternalRow> sorted, MergeOutput output) throws IOException {
    while (sorted.hasNext()) {
      InternalRow row = sorted.next();
      output.turnTo(row);
      output.write(row);
      recordsDone.add(1);
    }
  }
}
