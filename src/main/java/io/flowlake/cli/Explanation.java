package io.flowlake.cli;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.lake.Extent;
import io.flowlake.search.AggregatePlan;
import io.flowlake.search.Engine;
import io.flowlake.search.PlannedWave;
import io.flowlake.search.SearchPlan;
import io.flowlake.search.Wave;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code --explain} tells: how a search will be answered, and then what was read. */
final class Explanation {
  private static final String EVERYTHING = FilterText.canonical(Filter.EVERYTHING);
  private static final int WAVES_SHOWN = 8;

  private Explanation() {}

  /** Before the run. */
  static List<String> of(Question question, SearchPlan plan) {
    List<String> lines = new ArrayList<>();
    begin(lines, question, plan.filter(), plan.engineFilter());
    add(lines, "order", question.order().text() + ", at most " + Shown.count(question.limit()));
    reads(lines, plan.version(), plan.toRead(), plan.table(), plan.engine(), plan.reason());
    int shown = Math.min(WAVES_SHOWN, plan.waves().size());
    for (int i = 0; i < shown; i++) {
      PlannedWave wave = plan.waves().get(i);
      add(
          lines,
          i == 0 ? "planned" : "",
          "%s: %s, about %s besides footers and dictionaries"
              .formatted(
                  slice(wave.slice()),
                  Shown.count(wave.files(), "file"),
                  Shown.bytes(wave.bytes())));
    }
    more(lines, plan.waves().size() - shown);
    return lines;
  }

  static List<String> of(Question question, AggregatePlan plan) {
    List<String> lines = new ArrayList<>();
    begin(lines, question, plan.filter(), plan.engineFilter());
    reads(lines, plan.version(), plan.toRead(), plan.table(), plan.engine(), plan.reason());
    return lines;
  }

  /** After the run. */
  static List<String> ofWaves(List<Wave> waves, Extent table) {
    List<String> lines = new ArrayList<>();
    int shown = Math.min(WAVES_SHOWN, waves.size());
    for (int i = 0; i < shown; i++) {
      add(lines, i == 0 ? "read" : "", wave(waves.get(i)));
    }
    more(lines, waves.size() - shown);
    long bytes = SearchSummary.bytes(waves, table);
    add(
        lines,
        "in all",
        "%s%s of %s%s"
            .formatted(
                SearchSummary.atMost(waves),
                Shown.bytes(bytes),
                Shown.bytes(table.bytes()),
                share(bytes, table.bytes())));
    return lines;
  }

  private static void begin(
      List<String> lines, Question question, String filter, String engineFilter) {
    add(lines, "filter", filter);
    add(lines, "tested as", engineFilter);
    String range = question.time().isRelative() ? ": " + question.time().range() : "";
    add(lines, "time", question.time().shown(TimeText.UTC::time) + range);
  }

  private static void reads(
      List<String> lines, long version, Extent toRead, Extent table, Engine engine, String reason) {
    add(lines, "table", "flows at version %d: %s".formatted(version, extent(table)));
    add(lines, "may match", extent(toRead) + share(toRead.bytes(), table.bytes()));
    add(lines, "engine", SearchSummary.name(engine) + ": " + reason);
  }

  private static String wave(Wave wave) {
    String atMost = SearchSummary.atMost(List.of(wave));
    String rows = wave.rows() < 0 ? "" : ", " + Shown.count(wave.rows(), "row");
    return "%s, %s: %s, %s%s%s, %s kept, %s"
        .formatted(
            SearchSummary.name(wave.engine()),
            slice(wave.slice()),
            Shown.count(wave.files(), "file"),
            atMost,
            Shown.bytes(wave.bytes()),
            rows,
            Shown.count(wave.matched()),
            Shown.duration(wave.millis()));
  }

  /** A slice narrows what is tested; without bounds of its own it is all of that, not any flow. */
  private static String slice(String slice) {
    return slice.equals(EVERYTHING) ? "all that may match" : slice;
  }

  private static String extent(Extent extent) {
    return "%s, %s, %s, %s"
        .formatted(
            Shown.count(extent.partitions(), "partition"),
            Shown.count(extent.files(), "file"),
            Shown.bytes(extent.bytes()),
            Shown.count(extent.rows(), "flow"));
  }

  private static String share(long part, long whole) {
    return whole <= 0
        ? ""
        : String.format(Locale.ROOT, " (%.1f %% of the bytes)", 100.0 * part / whole);
  }

  private static void more(List<String> lines, int hidden) {
    if (hidden > 0) {
      add(lines, "", "and %s more".formatted(Shown.count(hidden)));
    }
  }

  private static void add(List<String> lines, String name, String text) {
    lines.add("%-10s %s".formatted(name, text));
  }
}
