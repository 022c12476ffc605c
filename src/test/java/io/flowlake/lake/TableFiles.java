package io.flowlake.lake;

import io.flowlake.model.Times;
import java.util.Map;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Files as the table's log lists them, for tests of plans. */
public final class TableFiles {
  private TableFiles() {}

  /** A file of {@code rows} flows that start between two times (µs), {@code open} of them open. */
  public static TableFile of(
      Partition partition, long rows, long minStart, long maxStart, long open) {
    return of(
        partition,
        "{\"numRecords\":%d,\"minValues\":{\"start_time\":\"%s\"},\"maxValues\":{\"start_time\":\"%s\"},\"nullCount\":{\"end_time\":%d}}"
            .formatted(rows, millis(minStart), millis(maxStart), open));
  }

  /** A file with these statistics; another writer may leave them out. */
  public static TableFile of(Partition partition, String stats) {
    Map<String, String> values = Map.of("day", partition.dayText(), "node", partition.node());
    return new TableFile(
        new AddFile(
            "file-" + stats.hashCode(),
            scala.collection.immutable.Map.from(CollectionConverters.asScala(values)),
            1_000,
            0,
            true,
            stats,
            null,
            null,
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty()));
  }

  private static String millis(long micros) {
    return Times.instant(Math.floorDiv(micros, 1_000L) * 1_000L).toString();
  }
}
