package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.lake.SparkFlows;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One run of one plan of an aggregation. */
final class AggregateRun {
  /** Groups that fit into the memory of a small JVM; with more, Spark takes over. */
  static final int MAX_LOCAL_GROUPS = 200_000;

  private final AggregatePlan plan;
  private final AggregateRequest request;
  private final Aggregation aggregation;
  private final Readers readers;
  private final int maxLocalGroups;
  private final Filter filter;
  private final List<Wave> waves = new ArrayList<>();
  private Engine engine;

  AggregateRun(AggregatePlan plan, Readers readers, int maxLocalGroups) {
    this.plan = plan;
    this.request = plan.request();
    this.aggregation = request.aggregation();
    this.readers = readers;
    this.maxLocalGroups = maxLocalGroups;
    this.filter = RequestFilter.inRange(request.filter(), request.range());
    this.engine = plan.engine();
  }

  AggregateResult run() {
    List<GroupRow> first = files().isEmpty() ? List.of() : first();
    boolean more = first.size() > most();
    if (more && aggregation instanceof Aggregation.Series series) {
      throw new SeriesStep(series, request.range(), files()).tooShort();
    }
    List<Group> groups = first.stream().limit(most()).map(row -> row.group(aggregation)).toList();
    return new AggregateResult(groups, more, engine, waves, null);
  }

  /** The groups in order; one more than is returned when there are more. */
  private List<GroupRow> first() {
    if (engine == Engine.LOCAL) {
      LocalGroups groups = readHere();
      if (!groups.isFull()) {
        return groups.rows().sorted(GroupRow.order(aggregation)).limit(most() + 1L).toList();
      }
      requireSpark();
      engine = Engine.SPARK;
    }
    return readBySpark();
  }

  private LocalGroups readHere() {
    long began = System.nanoTime();
    LocalGroups groups = new LocalGroups(aggregation, maxLocalGroups);
    FileWorkers.Work work = groups.read(readers.local(), filter, files());
    waves.add(Wave.local(FilterText.canonical(Filter.EVERYTHING), work, began));
    return groups;
  }

  private List<GroupRow> readBySpark() {
    long began = System.nanoTime();
    List<GroupRow> first =
        SparkAction.run(
            plan.version(), () -> new SparkGroups(aggregation).first(flows(), most() + 1));
    long matched = first.stream().mapToLong(row -> row.sums().flows()).sum();
    waves.add(Wave.spark(FilterText.canonical(Filter.EVERYTHING), files(), matched, began));
    return first;
  }

  private Dataset<Row> flows() {
    return SparkFlows.at(
        readers.spark(), readers.configuration(), request.lake(), plan.version(), filter);
  }

  private void requireSpark() {
    if (request.engine() == Engine.LOCAL) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot group by %s with --engine local: there are more than %,d groups, which do not fit into this JVM; take --engine auto or spark, fewer columns, or a narrower filter."
              .formatted(groupedBy(), maxLocalGroups));
    }
  }

  private String groupedBy() {
    return aggregation.columns().stream()
        .map(FlowColumn::columnName)
        .collect(Collectors.joining(", "));
  }

  private int most() {
    return aggregation instanceof Aggregation.Top top ? top.count() : Aggregation.Series.MAX_POINTS;
  }

  private List<StoredFile> files() {
    return plan.files().files();
  }
}
