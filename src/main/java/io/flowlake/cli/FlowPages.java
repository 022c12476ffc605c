package io.flowlake.cli;

import io.flowlake.model.FlowColumn;
import io.flowlake.search.SearchPlan;
import io.flowlake.search.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer of a search for flows, made ready for writing. */
final class FlowPages {
  private FlowPages() {}

  /** The page of {@code result}. */
  static ResultPage of(
      Question question, SearchPlan plan, SearchResult result, ResultWriter writer) {
    List<FlowColumn> columns = columns(question, writer.format());
    boolean charts = writer.format() == ResultFormat.HTML;
    return new ResultPage(
        Grid.of(result.rows(), columns),
        result.rows(),
        columns,
        () -> charts ? FlowCharts.of(result.rows(), writer.times()) : List.of(),
        facts(question, plan, result, writer.times()));
  }

  /** People see what the product shows; programs get everything but the day, which is derived. */
  private static List<FlowColumn> columns(Question question, ResultFormat format) {
    if (question.columns() != null) {
      return question.columns();
    }
    List<FlowColumn> columns =
        new ArrayList<>(
            format.isForPeople() || format == ResultFormat.CSV
                ? FlowColumn.usual()
                : FlowColumn.all());
    columns.remove(FlowColumn.DAY);
    if (format.isForPeople() && question.isOfOneNode()) {
      columns.remove(FlowColumn.NODE);
    }
    return columns;
  }

  private static Map<String, String> facts(
      Question question, SearchPlan plan, SearchResult result, TimeText times) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Filter", plan.filter());
    facts.put("Time", question.time().shown(times::time));
    facts.put("Order", question.order().text());
    facts.put(
        "Flows",
        SearchSummary.flows(result) + (result.truncated() ? "; more match than are shown" : ""));
    facts.put("Lake", plan.request().lake().root() + ", flows at version " + plan.version());
    facts.put("Time zone", times.zone());
    return facts;
  }
}
