package io.flowlake.cli;

import io.flowlake.model.FlowColumn;
import io.flowlake.search.AggregatePlan;
import io.flowlake.search.AggregateResult;
import io.flowlake.search.Aggregation;
import io.flowlake.search.Group;
import io.flowlake.search.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer of a search for sums, made ready for writing. */
final class SumPages {
  private SumPages() {}

  /** The page of {@code result}. */
  static ResultPage of(
      Question question, AggregatePlan plan, AggregateResult result, ResultWriter writer) {
    Aggregation sums = plan.request().aggregation();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Filter", plan.filter());
    facts.put("Time", question.time().shown(writer.times()::time));
    facts.put("Lake", plan.request().lake().root() + ", flows at version " + plan.version());
    facts.put("Time zone", writer.times().zone());
    return new ResultPage(
        grid(sums, result.groups()),
        List.of(),
        List.of(),
        () -> List.of(SumCharts.of(sums, result.groups(), writer.times())),
        facts);
  }

  private static Grid grid(Aggregation sums, List<Group> groups) {
    List<Measure> measures = measures(sums.by());
    List<Heading> headings = headings(sums);
    measures.forEach(measure -> headings.add(heading(measure)));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Group group : groups) {
      List<@Nullable Object> row = new ArrayList<>();
      if (group.step() != null) {
        row.add(group.step());
      }
      row.addAll(group.values());
      measures.forEach(measure -> row.add(group.totals().of(measure)));
      rows.add(row);
    }
    return new Grid(headings, rows);
  }

  /** The heads of what makes a group. */
  static List<Heading> headings(Aggregation sums) {
    List<Heading> headings = new ArrayList<>();
    if (sums instanceof Aggregation.Series series) {
      headings.add(new Heading("time", "Time", CellKind.TIME));
      if (series.split() != null) {
        headings.add(Heading.of(series.split()));
      }
    } else if (sums instanceof Aggregation.Top top) {
      top.columns().forEach(column -> headings.add(Heading.of(column)));
    }
    return headings;
  }

  /** What decides comes first. */
  private static List<Measure> measures(Measure by) {
    return Stream.concat(
            Stream.of(by), Arrays.stream(Measure.values()).filter(measure -> measure != by))
        .toList();
  }

  /** The head of the column that shows {@code measure}. */
  static Heading heading(Measure measure) {
    String title =
        switch (measure) {
          case BYTES -> "Bytes";
          case SENT_BYTES -> FlowColumn.SENT_BYTES.title();
          case RECV_BYTES -> FlowColumn.RECV_BYTES.title();
          case FLOWS -> "Flows";
        };
    return new Heading(Question.name(measure), title, CellKind.COUNT);
  }
}
