package io.flowlake.cli;

import io.flowlake.export.Days;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which days to export: one, all from one to another, or those that are stale. */
final class ExportDays {
  /** Ten years; more is a slip of the keyboard. */
  private static final int MOST = 3_660;

  @ThisRunOnly
  @Option(
      names = "--date",
      paramLabel = "DAY",
      converter = DayConverter.class,
      description = "Export this UTC day: 2026-11-01, or yesterday. Default: yesterday.")
  private @Nullable LocalDate date;

  @ThisRunOnly
  @Option(
      names = "--from",
      paramLabel = "DAY",
      converter = DayConverter.class,
      description = "Export each day from this one to --to; a day that fails stops none.")
  private @Nullable LocalDate from;

  @ThisRunOnly
  @Option(
      names = "--to",
      paramLabel = "DAY",
      converter = DayConverter.class,
      description = "The last day of --from, included. Default: yesterday.")
  private @Nullable LocalDate to;

  @ThisRunOnly
  @Option(
      names = "--stale",
      description =
          "Export the days again whose flows changed since their export, and those that have no object as their export failed or was killed.")
  private boolean stale;

  /** Whether the ledger must tell the days. */
  boolean areStale() {
    return stale;
  }

  List<String> mistakes() {
    List<String> ways = new ArrayList<>();
    if (date != null) {
      ways.add("--date");
    }
    if (from != null || to != null) {
      ways.add(from != null ? "--from" : "--to");
    }
    if (stale) {
      ways.add("--stale");
    }
    if (ways.size() > 1) {
      return List.of(
          "Cannot use %s together: each names the days. Keep one."
              .formatted(String.join(" and ", ways)));
    }
    if (to != null && from == null) {
      return List.of("Cannot use --to without --from: it is the last of several days. Add --from.");
    }
    return from == null ? List.of() : faults(from, last());
  }

  /** The days that the options name. */
  Days named() {
    if (from != null) {
      return new Days(from, last());
    }
    LocalDate day = Objects.requireNonNullElseGet(date, ExportDays::yesterday);
    return new Days(day, day);
  }

  private LocalDate last() {
    return Objects.requireNonNullElseGet(to, ExportDays::yesterday);
  }

  private static List<String> faults(LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      return List.of(
          "Cannot export from %s to %s: --to must not be before --from.".formatted(first, last));
    }
    long count = new Days(first, last).count();
    return count <= MOST
        ? List.of()
        : List.of(
            "Cannot export %s, from %s to %s, in one run: at most %s, each of which would be an object. Check --from and --to."
                .formatted(Shown.count(count, "day"), first, last, Shown.count(MOST)));
  }

  private static LocalDate yesterday() {
    return DayConverter.today().minusDays(1);
  }
}
