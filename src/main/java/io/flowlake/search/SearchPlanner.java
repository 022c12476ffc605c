package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.lake.FilePlan;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.SparkFlows;
import io.flowlake.model.FlowColumn;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Makes plans of requests, from the table's log alone. */
final class SearchPlanner {
  private SearchPlanner() {}

  static SearchPlan plan(SearchRequest request, Configuration configuration) {
    Ranking ranking = Ranking.of(request.order(), request.range());
    Filter toRead = RequestFilter.toRead(request, ranking);
    FlowsLog log = log(request, configuration);
    Set<FlowColumn> bounds = EnumSet.of(FlowColumn.START_TIME);
    bounds.addAll(ranking.lead().columns());
    FilePlan files = log.plan(toRead, bounds);
    PlannedWave locally = firstWave(request, ranking, files, Engine.LOCAL);
    EngineChoice choice =
        EngineChoice.of(request.engine(), files, (double) locally.bytes(), request.localBytes());
    PlannedWave first = firstWave(request, ranking, files, choice.engine());
    return new SearchPlan(
        request,
        log.tableId(),
        log.version(),
        FilterText.canonical(request.filter()),
        form(toRead, choice.engine()),
        choice.engine(),
        choice.reason(),
        files,
        files.files().isEmpty() ? List.of() : List.of(first));
  }

  static AggregatePlan plan(AggregateRequest request, Configuration configuration) {
    Filter toRead = RequestFilter.inRange(request.filter(), request.range());
    FlowsLog log = FlowsLog.newest(request.lake(), configuration);
    FilePlan files = log.plan(toRead, Set.of());
    EngineChoice choice =
        EngineChoice.of(
            request.engine(), files, (double) files.toRead().bytes(), request.localBytes());
    return new AggregatePlan(
        request,
        log.version(),
        FilterText.canonical(request.filter()),
        form(toRead, choice.engine()),
        choice.engine(),
        choice.reason(),
        files);
  }

  private static FlowsLog log(SearchRequest request, Configuration configuration) {
    Cursor cursor = request.cursor();
    if (cursor == null) {
      return FlowsLog.newest(request.lake(), configuration);
    }
    CursorCheck.check(request, cursor);
    return CursorCheck.version(request.lake(), configuration, cursor);
  }

  /** What the engine tests, in its own words. */
  private static String form(Filter filter, Engine engine) {
    return engine == Engine.SPARK ? SparkFlows.conditionText(filter) : FilterText.canonical(filter);
  }

  private static PlannedWave firstWave(
      SearchRequest request, Ranking ranking, FilePlan files, Engine engine) {
    if (ranking.lead() instanceof Axis axis && axis.isClustered()) {
      Density density = new Density(axis, files.files(), Window.of(axis, request));
      int wanted = request.rowsToHold();
      long upTo = Widening.of(density, files.files(), wanted, engine).next(Axis.FIRST, wanted);
      return new PlannedWave(
          FilterText.canonical(axis.slice(Axis.FIRST, upTo)),
          density.filesOf(Axis.FIRST, upTo),
          (long) density.bytesOf(Axis.FIRST, upTo));
    }
    return new PlannedWave(
        FilterText.canonical(Filter.EVERYTHING), files.files().size(), files.toRead().bytes());
  }
}
