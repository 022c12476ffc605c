package io.flowlake.compact;

import io.flowlake.lake.InFlight;
import io.flowlake.lake.Partition;
import io.flowlake.lake.RejectColumns;
import io.flowlake.model.FlowColumn;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * What a batch holds, counted before it is laid out: how many flows start in each quarter of an
 * hour of each partition, and how many records of each kind each dump has.
 *
 * @param density flows by partition and by the start of their slot (µs)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Survey(
    NavigableMap<Partition, NavigableMap<Long, Long>> density,
    String[] formats,
    @Nullable String[] notes,
    long[] flows,
    long[] rejects) {
  /** The grain of the density: 15 minutes in µs. */
  static final long SLOT_MICROS = 15 * 60 * 1_000_000L;

  /** The start of the slot that a time lies in. */
  static long slot(long micros) {
    return micros - Math.floorMod(micros, SLOT_MICROS);
  }

  static Survey of(Dataset<Row> parsed, int dumps) {
    String[] formats = new String[dumps];
    @Nullable String[] notes = new @Nullable String[dumps];
    long[] flows = new long[dumps];
    long[] rejects = new long[dumps];
    for (Row row : recordsByDump(parsed)) {
      int dump = row.getInt(0);
      switch (row.getInt(1)) {
        case ParsedColumns.FLOW -> flows[dump] = row.getLong(2);
        case ParsedColumns.REJECT -> rejects[dump] = row.getLong(2);
        default -> {
          formats[dump] = row.getString(3);
          notes[dump] = row.getString(4);
        }
      }
    }
    NavigableMap<Partition, NavigableMap<Long, Long>> density = new TreeMap<>();
    for (Row row : flowsBySlot(parsed)) {
      density
          .computeIfAbsent(new Partition(row.getInt(0), row.getString(1)), p -> new TreeMap<>())
          .put(row.getLong(2), row.getLong(3));
    }
    return new Survey(density, formats, notes, flows, rejects);
  }

  long rejectCount() {
    long sum = 0;
    for (long count : rejects) {
      sum += count;
    }
    return sum;
  }

  long flowCount() {
    return density.values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .mapToLong(Long::longValue)
        .sum();
  }

  private static List<Row> recordsByDump(Dataset<Row> parsed) {
    return parsed
        .groupBy(InFlight.DUMP, ParsedColumns.KIND)
        .agg(
            functions.count("*"),
            functions.first(RejectColumns.FORMAT),
            functions.first(RejectColumns.DETAIL))
        .collectAsList();
  }

  private static List<Row> flowsBySlot(Dataset<Row> parsed) {
    Column start = functions.col(FlowColumn.START_TIME.columnName());
    Column slot = start.minus(functions.pmod(start, functions.lit(SLOT_MICROS)));
    return parsed
        .where(functions.col(ParsedColumns.KIND).equalTo(ParsedColumns.FLOW))
        .groupBy(
            functions.col(FlowColumn.DAY.columnName()),
            functions.col(FlowColumn.NODE.columnName()),
            slot)
        .count()
        .collectAsList();
  }
}
