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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer of a search for sums, made ready for writing. */
final class SumPages {
  /** A chart with more steps than this does without those that have no flows. */
  private static final int MOST_STEPS = 400;

  private SumPages() {}

  /** The page of {@code result}. */
  static ResultPage of(
      Question question, AggregatePlan plan, AggregateResult result, ResultWriter writer) {
    Aggregation sums = plan.request().aggregation();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Filter", plan.filter());
    facts.put("Time", question.time().shown(writer.times()));
    facts.put("Lake", plan.request().lake().root() + ", flows at version " + plan.version());
    facts.put("Time zone", writer.times().zone());
    return new ResultPage(
        grid(sums, result.groups()),
        List.of(),
        List.of(),
        () -> List.of(chart(sums, result.groups(), writer.times())),
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
  private static List<Heading> headings(Aggregation sums) {
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

  private static Heading heading(Measure measure) {
    String title =
        switch (measure) {
          case BYTES -> "Bytes";
          case SENT_BYTES -> FlowColumn.SENT_BYTES.title();
          case RECV_BYTES -> FlowColumn.RECV_BYTES.title();
          case FLOWS -> "Flows";
        };
    return new Heading(Question.name(measure), title, CellKind.COUNT);
  }

  private static BarChart chart(Aggregation sums, List<Group> groups, TimeText times) {
    String title = heading(sums.by()).title();
    if (sums instanceof Aggregation.Series series) {
      return new BarChart(
          title + " over time", BarChart.Shape.COLUMNS, steps(series, groups, times));
    }
    return new BarChart(
        title,
        BarChart.Shape.ROWS,
        groups.stream()
            .map(group -> bar(sums, group, new TableFormat(times, Colours.OFF)))
            .toList());
  }

  private static List<BarChart.Bar> steps(
      Aggregation.Series series, List<Group> groups, TimeText times) {
    TreeMap<Long, Double> heights = new TreeMap<>();
    for (Group group : groups) {
      if (group.step() != null) {
        heights.merge(group.step(), (double) group.totals().of(series.by()), Double::sum);
      }
    }
    if (!heights.isEmpty()
        && (heights.lastKey() - heights.firstKey()) / series.step() <= MOST_STEPS) {
      long last = heights.lastKey();
      for (long step = heights.firstKey(); step < last; step += series.step()) {
        heights.putIfAbsent(step, 0.0);
      }
    }
    return heights.entrySet().stream()
        .map(
            step ->
                new BarChart.Bar(
                    times.time(step.getKey()),
                    step.getValue(),
                    shown(series.by(), step.getValue().longValue())))
        .toList();
  }

  private static BarChart.Bar bar(Aggregation sums, Group group, TableFormat texts) {
    List<Heading> headings = headings(sums);
    List<String> label = new ArrayList<>();
    for (int i = 0; i < group.values().size(); i++) {
      label.add(texts.text(headings.get(i).kind(), group.values().get(i)));
    }
    long value = group.totals().of(sums.by());
    return new BarChart.Bar(String.join(" ", label), value, shown(sums.by(), value));
  }

  private static String shown(Measure by, long value) {
    return by == Measure.FLOWS ? Shown.count(value, "flow") : Shown.bytes(value);
  }
}
