package io.flowlake.bench;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.generate.Shares;
import io.flowlake.generate.StreamShape;
import io.flowlake.generate.SyntheticStream;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.LocalReader;
import io.flowlake.lake.RandomLake;
import io.flowlake.lake.ReadCost;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** How many bytes the newest 10,000 flows of a day take to read, by the most rows of a page. */
final class PagesBench {
  private static final int NEWEST = 10_000;
  private static final int DAYS_OF_THE_TABLE = 30;
  private static final int[] PAGE_ROWS = {20_000, 4_000, 2_000, 1_000, 500};

  private final Path folder;

  PagesBench(Path folder) {
    this.folder = folder;
  }

  void run() {
    measure(333_333, 50);
    measure(1_000_000, 5);
  }

  private void measure(long flows, int nodes) {
    Table table =
        new Table(
            List.of("pages of at most", "bytes a flow", "bytes read", "of the day", "of 30 days"));
    List<Flow> day = day(flows, nodes);
    long[] starts = day.stream().mapToLong(Flow::startTime).sorted().toArray();
    Filter newest =
        new Filter.NumberIn(
            Quantity.START_TIME, Ranges.of(starts[starts.length - NEWEST], Long.MAX_VALUE));
    for (int rows : PAGE_ROWS) {
      FileLayout now = FileLayout.DEFAULT;
      RandomLake lake = new RandomLake(folder.resolve("pages-%d-%d".formatted(nodes, rows)));
      lake.add(day, new FileLayout(now.fileBytes(), now.rowGroupBytes(), rows));
      long bytes = read(lake, Filter.EVERYTHING, Set.of()).size;
      long read = read(lake, newest, EnumSet.allOf(FlowColumn.class)).cost.bytesRead();
      table.add(
          List.of(
              "%,d rows".formatted(rows),
              "%.1f".formatted((double) bytes / day.size()),
              "%,d".formatted(read),
              "%.0f %%".formatted(100.0 * read / bytes),
              "%.1f %%".formatted(100.0 * read / bytes / DAYS_OF_THE_TABLE)));
    }
    table.print("Newest %,d of %,d flows of %d nodes in a day".formatted(NEWEST, flows, nodes));
  }

  private record Reading(long size, ReadCost cost) {}

  private static Reading read(RandomLake lake, Filter filter, Set<FlowColumn> columns) {
    Configuration configuration = new Configuration();
    LocalReader reader = new LocalReader(configuration);
    ReadCost cost = ReadCost.NOTHING;
    long size = 0;
    for (StoredFile file :
        FlowsLog.newest(lake.lake(), configuration).plan(Filter.EVERYTHING, Set.of()).files()) {
      size += file.bytes();
      cost = cost.plus(reader.read(file, filter, columns, flow -> true));
    }
    return new Reading(size, cost);
  }

  private static List<Flow> day(long flows, int nodes) {
    List<Flow> day = new ArrayList<>();
    StreamShape shape =
        new StreamShape(
            flows,
            nodes,
            1,
            LocalDate.parse(StreamShape.USUAL_START),
            1,
            StreamShape.usualDumps(flows, 1),
            new Shares(0, 0, 0, 0, 0));
    SyntheticStream.of(shape)
        .forEach(record -> day.add(Objects.requireNonNull(record.flow(), "none is corrupt")));
    return day;
  }
}
