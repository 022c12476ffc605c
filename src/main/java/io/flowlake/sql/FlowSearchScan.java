package io.flowlake.sql;

import io.flowlake.lake.FlowsSchema;
import io.flowlake.lake.InFlight;
import io.flowlake.model.Times;
import io.flowlake.search.Search;
import io.flowlake.search.SearchPlan;
import io.flowlake.search.SearchResult;
import io.flowlake.search.TimeChoice;
import io.flowlake.search.UnknownNodes;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the answer of a search: the driver searches, when rows are asked for and not before, and
 * hands them, 10,000 at most, to the one partition that keeps their order.
 */
final class FlowSearchScan implements Batch, SupportsReportStatistics {
  private static final Logger LOG = LoggerFactory.getLogger(FlowSearchScan.class);

  /** What a row takes in memory, about. */
  private static final long ROW_BYTES = 500;

  private final SparkSession session;
  private final Search search;
  private final SearchStatement statement;
  private final SearchPlan plan;

  FlowSearchScan(SparkSession session, Search search, SearchStatement statement, SearchPlan plan) {
    this.session = session;
    this.search = search;
    this.statement = statement;
    this.plan = plan;
  }

  @Override
  public StructType readSchema() {
    return FlowsSchema.table();
  }

  /** What plans show, without what may be secret in the address of a lake. */
  @Override
  public String description() {
    return "flow_search %s: %s, %s, %s, at most %,d; flows at version %d, %,d of %,d files may match; %s: %s"
        .formatted(
            LakeText.withoutSecrets(plan.request().lake().root()),
            plan.filter(),
            statement.time().shown(Times::format),
            plan.request().order().text(),
            plan.request().limit(),
            plan.version(),
            plan.toRead().files(),
            plan.table().files(),
            plan.engine().name().toLowerCase(Locale.ROOT),
            plan.reason());
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.UNSUPPORTED; // else Spark asks for the reader to know
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public Statistics estimateStatistics() {
    long rows = plan.toRead().files() == 0 ? 0 : plan.request().limit();
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(Math.max(1, rows * ROW_BYTES));
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.of(rows);
      }
    };
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return new InputPartition[] {new FoundRows.Whole()};
  }

  /** Called on the driver when the statement runs, and not to explain it. */
  @Override
  public PartitionReaderFactory createReaderFactory() {
    SearchResult found = search.run(plan);
    tell(found);
    InternalRow[] rows = found.rows().stream().map(InFlight::tableRow).toArray(InternalRow[]::new);
    return new FoundRows(JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(rows));
  }

  private void tell(SearchResult found) {
    if (found.truncated()) {
      LOG.warn(
          "flow_search: more flows match than the {} returned; raise max_rows (to 10000), or narrow the time range or the filter.",
          found.rows().size());
    }
    if (found.rows().isEmpty()) {
      UnknownNodes.told(plan.request().filter(), plan.files().nodes())
          .forEach(message -> LOG.warn("flow_search: {}", message));
    }
    Long newest = found.newest();
    if (newest != null && statement.time().kind() == TimeChoice.Kind.DEFAULT) {
      LOG.warn(
          "flow_search: no flow matches within the last {} (the default); the newest flow started at {}: use last, from and to, or all_time => true.",
          TimeChoice.DEFAULT_LAST,
          Times.format(newest));
    }
    statement.warnings().forEach(warning -> LOG.warn("flow_search: {}", warning));
  }
}
