package io.flowlake.export;

import io.flowlake.filter.Filter;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.Lake;
import io.flowlake.lake.RandomLake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A lake of days that are large though they have few flows, so that their export takes many parts
 * of a real size: each flow says much that cannot be compressed.
 */
final class HeavyDays {
  static final LocalDate FIRST = LocalDate.parse("2026-11-01");

  private static final int META_BYTES = 4_000;
  private static final int PRINTABLE = 64;

  private HeavyDays() {}

  /** A lake at {@code folder} with so many flows on each of the days from {@link #FIRST} on. */
  static Lake lake(Path folder, int... flowsOfDay) {
    RandomLake lake = new RandomLake(folder);
    Random random = new Random(5);
    for (int day = 0; day < flowsOfDay.length; day++) {
      long begins = FIRST.plusDays(day).toEpochDay() * Times.DAY_MICROS;
      for (int left = flowsOfDay[day]; left > 0; left -= 10_000) { // so many in memory
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < Math.min(left, 10_000); i++) {
          flows.add(flow(begins + random.nextLong(Times.DAY_MICROS), random));
        }
        lake.add(flows, FileLayout.DEFAULT);
      }
    }
    return lake.lake();
  }

  /** An export with the column that makes them large. */
  static ExportRequest request(Lake lake) {
    List<FlowColumn> columns =
        List.of(
            FlowColumn.START_TIME,
            FlowColumn.NODE,
            FlowColumn.SOURCE_IP,
            FlowColumn.SOURCE_PORT,
            FlowColumn.SENT_BYTES,
            FlowColumn.META);
    return new ExportRequest(lake, Filter.EVERYTHING, "", columns, 1);
  }

  private static Flow flow(long start, Random random) {
    byte[] meta = new byte[META_BYTES];
    for (int i = 0; i < meta.length; i++) {
      meta[i] = (byte) ('0' + random.nextInt(PRINTABLE));
    }
    return new Flow(
        "edge-" + random.nextInt(3),
        start,
        start + 1_000,
        "UDP",
        null,
        "10.0.0." + random.nextInt(256),
        random.nextInt(65_536),
        null,
        "10.1.0.1",
        53,
        100L,
        random.nextLong(1_000_000),
        null,
        null,
        null,
        new String(meta, StandardCharsets.US_ASCII));
  }
}
