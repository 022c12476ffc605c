package io.flowlake.cli;

import io.flowlake.search.Aggregation;
import io.flowlake.search.Group;
import io.flowlake.search.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The chart of sums: as many bars as an eye can tell apart, and a title that says what they are.
 */
final class SumCharts {
  private static final int MOST_COLUMNS = 60;
  private static final int MOST_ROWS = 20;

  private SumCharts() {}

  /** The chart of {@code groups}, which are in the order of the answer. */
  static BarChart of(Aggregation sums, List<Group> groups, TimeText times) {
    return sums instanceof Aggregation.Series series
        ? series(series, groups, times)
        : top(sums, groups, times);
  }

  private static BarChart top(Aggregation sums, List<Group> groups, TimeText times) {
    TableFormat texts = new TableFormat(times, Colours.OFF);
    String title = SumPages.heading(sums.by()).title();
    if (groups.size() > MOST_ROWS) {
      title += " (the first %d of %s)".formatted(MOST_ROWS, Shown.count(groups.size()));
    }
    return new BarChart(
        title,
        BarChart.Shape.ROWS,
        groups.stream().limit(MOST_ROWS).map(group -> bar(sums, group, texts)).toList());
  }

  private static BarChart.Bar bar(Aggregation sums, Group group, TableFormat texts) {
    List<Heading> headings = SumPages.headings(sums);
    List<String> label = new ArrayList<>();
    for (int i = 0; i < group.values().size(); i++) {
      label.add(texts.text(headings.get(i).kind(), group.values().get(i)));
    }
    long value = group.totals().of(sums.by());
    return new BarChart.Bar(String.join(" ", label), value, shown(sums.by(), value));
  }

  /** A bar is one step or, where there are many, several; those without flows are bars too. */
  private static BarChart series(Aggregation.Series series, List<Group> groups, TimeText times) {
    if (groups.isEmpty()) {
      return new BarChart(title(series, 1), BarChart.Shape.COLUMNS, List.of());
    }
    long first = step(groups.get(0), series);
    long steps = step(groups.get(groups.size() - 1), series) - first + 1;
    long perBar = (steps + MOST_COLUMNS - 1) / MOST_COLUMNS;
    double[] heights = new double[(int) ((steps + perBar - 1) / perBar)];
    for (Group group : groups) {
      int bar = (int) ((step(group, series) - first) / perBar);
      heights[bar] += group.totals().of(series.by());
    }
    List<BarChart.Bar> bars = new ArrayList<>();
    for (int i = 0; i < heights.length; i++) {
      bars.add(
          new BarChart.Bar(
              times.time((first + i * perBar) * series.step()),
              heights[i],
              shown(series.by(), (long) heights[i])));
    }
    return new BarChart(title(series, perBar), BarChart.Shape.COLUMNS, bars);
  }

  /** Which step it is, counted from 1970 on. */
  private static long step(Group group, Aggregation.Series series) {
    return Math.floorDiv(Objects.requireNonNull(group.step()), series.step());
  }

  private static String title(Aggregation.Series series, long perBar) {
    List<String> notes = new ArrayList<>();
    if (series.split() != null) {
      notes.add("all of %s together".formatted(series.split().columnName()));
    }
    if (perBar > 1) {
      notes.add("%s to a bar".formatted(Shown.count(perBar, "step")));
    }
    String title = SumPages.heading(series.by()).title() + " over time";
    return notes.isEmpty() ? title : "%s (%s)".formatted(title, String.join("; ", notes));
  }

  private static String shown(Measure by, long value) {
    return by == Measure.FLOWS ? Shown.count(value, "flow") : Shown.bytes(value);
  }
}
