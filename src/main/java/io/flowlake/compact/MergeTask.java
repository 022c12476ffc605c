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

  private final String table;
  private final FileLayout layout;
  private final LongAccumulator recordsDone;
  private final Broadcast<SerializableConfiguration> configuration;

  MergeTask(
      Path table,
      FileLayout layout,
      Broadcast<SerializableConfiguration> configuration,
      LongAccumulator recordsDone) {
    this.recordsDone = recordsDone;
    this.table = table.toString();
    this.layout = layout;
    this.configuration = configuration;
  }

  @Override
  public Iterator<MergeOutcome> call(Iterator<InternalRow> rows) throws IOException {
    try (MergeOutput output =
        new MergeOutput(new Path(table), layout, configuration.value().value())) {
      KeyGroups groups = new KeyGroups(output);
      while (rows.hasNext()) {
        groups.add(rows.next());
        recordsDone.add(1);
      }
      groups.finish();
      return Collections.singleton(output.outcome()).iterator();
    }
  }
}
