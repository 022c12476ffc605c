package io.flowlake.sql;

import io.flowlake.lake.LakeSession;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Times;
import io.flowlake.search.Search;
import io.flowlake.search.SearchPlan;
import io.flowlake.sql.FunctionHelp.Example;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;

/**
 * The table function {@code flow_search}: the search of {@code flowlake search} as a relation,
 * whose rows come in the search's order.
 *
 * <p>It is planned when the statement is analyzed, from the table's log alone: so a mistake is told
 * then, and a statement keeps to one version of the table. Rows are read when they are asked for.
 */
final class FlowSearch {
  static final FunctionHelp HELP =
      new FunctionHelp(
          "flow_search",
          List.of(
              "(lake, filter, order => 'newest', max_rows => 100, from => ..., to => ..., node => ...)"),
          "Returns the flows that flowlake search finds, in its order.",
          Arrays.stream(SearchArguments.Name.values())
              .map(name -> name.text() + " - " + name.meaning())
              .toList(),
          List.of(
              new Example(
                  "SELECT start_time, source_ip, dest_ip FROM _FUNC_('lake', 'src net 10.0.0.0/8 and dst port 443', last => '24h')",
                  "the newest 100 such flows of the last 24 hours"),
              new Example(
                  "SELECT * FROM _FUNC_('lake', 'proto icmp', order => 'closest', from => '2026-11-01T12:00Z', to => '2026-11-01T12:01Z')",
                  "the 100 ICMP flows nearest to that minute")));

  private FlowSearch() {}

  /**
   * The relation that a call of the function stands for.
   *
   * @throws RuntimeException an {@link org.apache.spark.sql.AnalysisException}, when an argument
   *     cannot be used, or there is no such lake
   */
  static LogicalPlan relation(List<Expression> arguments) {
    SearchArguments given = new SearchArguments(arguments);
    SparkSession session = SparkSession.active();
    try {
      SearchStatement statement =
          SearchStatement.of(
              given,
              Times.micros(Instant.now()),
              SearchSettings.engine(session),
              SearchSettings.localBytes(session));
      Search search = new Search(LakeSession.hadoop(session, System.getenv()), () -> session);
      SearchPlan plan = search.plan(statement.request());
      return DataSourceV2Relation.create(
          new FlowSearchTable(new FlowSearchScan(session, search, statement, plan)),
          Option.empty(),
          Option.empty());
    } catch (FlowlakeException e) {
      throw Refusal.because(e);
    } catch (NoClassDefFoundError e) {
      throw Refusal.because(
          "Cannot search: a class is not there (%s). Add Delta's jars beside Flowlake's: delta-spark, delta-storage, delta-kernel-api, delta-kernel-defaults."
              .formatted(e.getMessage()));
    }
  }
}
