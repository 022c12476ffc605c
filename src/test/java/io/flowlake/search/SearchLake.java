package io.flowlake.search;

import io.flowlake.RandomFlows;
import io.flowlake.SparkFixture;
import io.flowlake.filter.Filter;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.InFlight;
import io.flowlake.lake.Lake;
import io.flowlake.lake.RandomLake;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** A small lake of many small files by two writers, and all of its flows in memory. */
final class SearchLake {
  private static final Set<String> NODES = Set.of("edge-1", "Käse 😀");

  /** Set apart, for no flow ends before it starts. */
  private static final Set<FlowColumn> TIMES =
      Set.of(FlowColumn.DAY, FlowColumn.START_TIME, FlowColumn.END_TIME);

  private final RandomLake lake;
  private final List<Flow> flows = new ArrayList<>();

  SearchLake(Path folder) {
    lake = new RandomLake(folder.resolve("lake"));
  }

  /**
   * Random flows of two nodes, some of them twice, some with a near twin, by this product and by
   * plain Spark.
   */
  static SearchLake random(Path folder, long seed, int count) {
    SearchLake made = new SearchLake(folder);
    RandomFlows source = new RandomFlows(seed);
    List<Flow> first = ofFewNodes(source, count);
    made.add(first);
    List<Flow> second = ofFewNodes(source, count / 2);
    second.addAll(first.subList(0, count / 10));
    second.addAll(twins(first, second));
    made.add(second);
    made.addByOthers(ofFewNodes(source, count / 2));
    return made;
  }

  private static List<Flow> ofFewNodes(RandomFlows source, int count) {
    List<Flow> flows = new ArrayList<>();
    while (flows.size() < count) {
      Flow flow = source.next();
      if (NODES.contains(flow.node())) {
        flows.add(flow);
      }
    }
    return flows;
  }

  /** Flows that only the last ties of an order tell from those that are there. */
  private static List<Flow> twins(List<Flow> flows, List<Flow> others) {
    List<FlowColumn> columns =
        FlowColumn.all().stream().filter(column -> !TIMES.contains(column)).toList();
    return IntStream.range(0, others.size())
        .mapToObj(i -> Flows.twin(flows.get(i), columns.get(i % columns.size()), others.get(i)))
        .toList();
  }

  void add(List<Flow> more) {
    lake.add(more, new FileLayout(60_000, 1_000_000, 7));
    flows.addAll(more);
  }

  /** Writes with Delta's own writer, whose statistics are coarser than ours. */
  void addByOthers(List<Flow> more) {
    StructType schema =
        new StructType(Arrays.copyOf(InFlight.schema().fields(), FlowColumn.all().size()));
    List<Row> rows =
        more.stream()
            .map(flow -> FlowColumn.all().stream().map(flow::value).toArray())
            .map(RowFactory::create)
            .toList();
    SparkFixture.session()
        .createDataFrame(rows, schema)
        .select(FlowColumn.all().stream().map(SearchLake::asStored).toArray(Column[]::new))
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(lake().flows().toString());
    flows.addAll(more);
  }

  private static Column asStored(FlowColumn column) {
    Column value = functions.col(column.columnName());
    return switch (column.type()) {
      case TIMESTAMP -> functions.timestamp_micros(value).as(column.columnName());
      case DATE -> functions.date_from_unix_date(value).as(column.columnName());
      case STRING, INT, LONG -> value;
    };
  }

  Lake lake() {
    return lake.lake();
  }

  /** All flows of the newest version. */
  List<Flow> flows() {
    return List.copyOf(flows);
  }

  /** What the data files of the newest version take. */
  long bytes() {
    return FlowsLog.newest(lake(), new Configuration())
        .plan(Filter.EVERYTHING, Set.of())
        .files()
        .stream()
        .mapToLong(StoredFile::bytes)
        .sum();
  }

  static Search search() {
    return new Search(new Configuration(), SparkFixture::session);
  }

  /** A search whose Spark runs expressions as they are instead of compiling them. */
  static Search searchWithoutCodeGeneration() {
    SparkSession session = SparkFixture.interpretingSession();
    return new Search(new Configuration(), () -> session);
  }

  /** A search that must not need Spark. */
  static Search searchWithoutSpark() {
    return new Search(
        new Configuration(),
        () -> {
          throw new AssertionError("Spark was asked for");
        });
  }
}
