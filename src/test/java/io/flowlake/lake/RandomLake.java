package io.flowlake.lake;

import io.flowlake.SparkFixture;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Flows in a lake, as the product writes them; files, row groups and pages are tiny. */
public final class RandomLake {
  /** Few flows make several files, row groups and pages. */
  public static final FileLayout TINY = new FileLayout(60_000, 20_000, 100);

  private final Lake lake;
  private long batch;

  /** The lake at {@code root}, where the table of flows is made. */
  public RandomLake(String root) {
    lake = new Lake(root);
  }

  /** Commits {@code flows} as one more version; each partition in files of its own. */
  public void add(List<Flow> flows, FileLayout layout) {
    FlowsTable table = FlowsTable.open(SparkFixture.session(), lake);
    Map<Partition, List<Flow>> partitions = new TreeMap<>();
    for (Flow flow : flows) {
      partitions
          .computeIfAbsent(new Partition(flow.day(), flow.node()), key -> new ArrayList<>())
          .add(flow);
    }
    List<DataFile> files = new ArrayList<>();
    partitions.forEach((partition, rows) -> files.addAll(write(table, partition, rows, layout)));
    table.begin().commitBatch(++batch, files, List.of(), "{}");
  }

  /** Where the lake is. */
  public Lake lake() {
    return lake;
  }

  private static List<DataFile> write(
      FlowsTable table, Partition partition, List<Flow> flows, FileLayout layout) {
    try (FlowFileWriter writer =
        new FlowFileWriter(table.path(), partition, layout, new Configuration())) {
      flows.sort(Comparator.comparingLong(Flow::startTime));
      for (Flow flow : flows) {
        writer.write(InFlight.row(flow));
      }
      return writer.finishAll();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
