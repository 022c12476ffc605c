package io.flowlake.generate;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that the content of a stream depends on: the same shape gives the same records in the same
 * dumps, on any machine.
 *
 * @param flows how many distinct flows there are
 * @param nodes how many nodes log them
 * @param days how many UTC days the flows start on
 * @param start the first of these days
 * @param seed another seed gives other flows
 * @param dumps how many dumps they come in; each holds an equal stretch of the time
 * @param shares how much is late, open, repeated or corrupt
 */
public record StreamShape(
    long flows, int nodes, int days, LocalDate start, long seed, int dumps, Shares shares) {
  /** The first day unless told: fixed, because yesterday would give other flows every day. */
  public static final String USUAL_START = "2026-11-01";

  /** Addresses and names are made for so many nodes. */
  public static final int MAX_NODES = 10_000;

  /** Days and dumps are planned in memory. */
  public static final int MAX_DAYS = 3_660;

  /** As {@link #MAX_DAYS}. */
  public static final int MAX_DUMPS = 100_000;

  /** Beyond this, flows of one millisecond could share a key; see {@link Ports#lane}. */
  static final long MAX_FLOWS_A_DAY = 10_000_000_000L;

  private static final long FLOWS_A_DUMP = 500_000;
  private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(9000, 1, 1);

  /**
   * Checks everything and tells all that is wrong at once.
   *
   * @throws FlowlakeException usage, when a value is out of range
   */
  public StreamShape {
    List<String> problems = new ArrayList<>();
    check(problems, "flows", flows, MAX_FLOWS_A_DAY * Math.max(1, Math.min(days, MAX_DAYS)));
    check(problems, "nodes", nodes, MAX_NODES);
    check(problems, "days", days, MAX_DAYS);
    check(problems, "dumps", dumps, MAX_DUMPS);
    if (start.isBefore(EARLIEST) || start.isAfter(LATEST)) {
      problems.add("the first day is %s, not within %s to %s".formatted(start, EARLIEST, LATEST));
    }
    problems.addAll(shares.problems());
    if (!problems.isEmpty()) {
      throw new FlowlakeException(
          ExitCode.USAGE, "Cannot generate: " + String.join("; ", problems));
    }
  }

  /** A stream as {@code flowlake generate} makes it when nothing else is said. */
  public static StreamShape usual(long flows, int days, long seed) {
    return new StreamShape(
        flows, 50, days, LocalDate.parse(USUAL_START), seed, usualDumps(flows, days), Shares.USUAL);
  }

  /** How many dumps there are unless told: one an hour, or more so that none has over 500,000. */
  public static int usualDumps(long flows, int days) {
    long hours = Math.max(1, Math.min(days, MAX_DAYS)) * 24L;
    return (int) Math.min(MAX_DUMPS, Math.max(hours, (flows + FLOWS_A_DUMP - 1) / FLOWS_A_DUMP));
  }

  /** Milliseconds since 1970 at which the first day begins. */
  long startMillis() {
    return start.toEpochDay() * DayCurve.DAY_MILLIS;
  }

  private static void check(List<String> problems, String name, long value, long max) {
    if (value < 1 || value > max) {
      problems.add(
          String.format(
              Locale.ROOT, "the number of %s is %,d, not within 1 to %,d", name, value, max));
    }
  }
}
