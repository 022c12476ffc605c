package io.flowlake.export;

import io.flowlake.lake.FilePlan;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.FlowColumn;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which days have how many flows, and which nodes were silent, by the log alone. The log is read
 * for some days at a time, and the nodes of a week are remembered, so that memory stays bounded
 * however many days there are.
 */
final class LoggedDays {
  /** Where a file's writer did not count its rows. */
  static final long UNKNOWN = -1;

  private static final int WEEK = 7;

  /** Some 100 MB, as a file of a plan takes half a kilobyte. */
  private static final long FILES_AT_ONCE = 200_000;

  private static final long DAYS_AT_FIRST = 31;

  private final Map<LocalDate, Long> rows = new HashMap<>();
  private final List<SilentDay> silent = new ArrayList<>();
  private final Deque<Set<String>> week = new ArrayDeque<>();
  private boolean begun;

  private LoggedDays() {}

  /**
   * Reads of {@code days} what {@code log} knows.
   *
   * @param today a day that is not over is not called silent
   */
  static LoggedDays of(FlowsLog log, Days days, LocalDate today) {
    LoggedDays logged = new LoggedDays();
    long atOnce = DAYS_AT_FIRST;
    LocalDate next = days.first().minusDays(WEEK);
    while (!next.isAfter(days.last())) {
      LocalDate last = next.plusDays(atOnce - 1);
      Days some = new Days(next, last.isAfter(days.last()) ? days.last() : last);
      FilePlan plan = log.plan(some.filter(), EnumSet.noneOf(FlowColumn.class));
      logged.begun |= plan.firstDay() < some.first().toEpochDay();
      logged.add(some, plan, days, today);
      // If all files lay in these days, evenly, so many days would have as many as may be.
      atOnce = Math.max(1, days.count() * FILES_AT_ONCE / Math.max(1, plan.table().files()));
      next = some.last().plusDays(1);
    }
    return logged;
  }

  /** How many flows the day has; {@link #UNKNOWN} where that is not known. */
  long rows(LocalDate day) {
    return rows.getOrDefault(day, 0L);
  }

  /** The days with silent nodes, in their order. */
  List<SilentDay> silent() {
    return silent;
  }

  private void add(Days some, FilePlan plan, Days wanted, LocalDate today) {
    Map<LocalDate, Set<String>> nodes = new HashMap<>();
    for (StoredFile file : plan.files()) {
      LocalDate day = LocalDate.ofEpochDay(file.partition().day());
      nodes.computeIfAbsent(day, d -> new HashSet<>()).add(file.partition().node());
      rows.merge(day, file.rows(), LoggedDays::sum);
    }
    for (LocalDate day : some.list()) {
      Set<String> loggers = nodes.getOrDefault(day, Set.of());
      if (!day.isBefore(wanted.first()) && day.isBefore(today)) {
        noteSilence(day, loggers);
      }
      begun |= !loggers.isEmpty();
      week.addLast(loggers);
      if (week.size() > WEEK) {
        week.removeFirst();
      }
    }
  }

  private void noteSilence(LocalDate day, Set<String> loggers) {
    Set<String> missing = new TreeSet<>();
    if (!loggers.isEmpty()) {
      week.forEach(missing::addAll);
      missing.removeAll(loggers);
    }
    if (!missing.isEmpty() || (loggers.isEmpty() && begun)) {
      silent.add(new SilentDay(day, List.copyOf(missing)));
    }
  }

  private static long sum(long one, long other) {
    return one < 0 || other < 0 ? UNKNOWN : one + other;
  }
}
