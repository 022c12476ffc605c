package io.flowlake.export;

import io.flowlake.export.LedgerHistory.Entry;
import io.flowlake.lake.ExportLog;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.Lake;
import io.flowlake.model.Times;
import io.flowlake.store.ExportStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What was exported of a lake, and what that is worth today. A day is stale when its flows changed
 * after the version that was exported; folding files changes none. Where the table's log does not
 * reach back to that version any more, the number of the day's flows is compared with the one at
 * the export, which does not see a flow that took another's place.
 */
public final class ExportHistory {
  /** An attempt that was not heard of for so long runs no more. */
  private static final Duration LONGEST_RUN = Duration.ofHours(12);

  private final Configuration configuration;
  private final Supplier<SparkSession> spark;
  private final Lake lake;
  private final Instant now;

  /**
   * The history of {@code lake}.
   *
   * @param configuration Hadoop's settings, with which the log is read
   * @param spark opens Spark, which reads the ledger
   * @param now tells which day is not over, and who has been silent for too long
   */
  public ExportHistory(
      Configuration configuration, Supplier<SparkSession> spark, Lake lake, Instant now) {
    this.configuration = configuration;
    this.spark = spark;
    this.lake = lake;
    this.now = now;
  }

  /** An object of a day. */
  private record Place(LocalDate day, String place, String object) {
    static Place of(Entry entry) {
      return new Place(entry.day(), entry.place(), entry.object());
    }
  }

  /**
   * What is known of some days. Silent days and nodes are looked for from the first to the last
   * day; where one of them is not given, from or to the first or last day that was exported.
   *
   * @param first the first day; null for no bound
   * @param last the last day; null for no bound
   * @param store only what was exported there; null for everywhere
   * @throws io.flowlake.model.FlowlakeException missing (3) when there is no such lake
   */
  public HistoryReport read(
      @Nullable LocalDate first, @Nullable LocalDate last, @Nullable ExportStore store) {
    FlowsLog log = FlowsLog.newest(lake, configuration);
    LedgerHistory ledger = ledger(first, last, store);
    List<Entry> entries = ledger == null ? List.of() : ledger.entries();
    Days days = days(first, last, entries);
    if (ledger == null || days == null) {
      return new HistoryReport(List.of(), List.of(), days == null ? List.of() : silent(log, days));
    }
    LoggedDays logged = LoggedDays.of(log, days, today());
    return new HistoryReport(
        statuses(entries, log, logged), ledger.unfinished(tooLongAgo()), logged.silent());
  }

  /**
   * The days that should be exported to {@code store} again as {@code request} says: those whose
   * flows changed since, and those whose last attempt failed or was killed without an object that
   * is up to date. Days that the lake has deleted flows of since are not among them, for their
   * objects are all that is left of these; nor those whose object was replaced on purpose, by an
   * export with another filter or other columns.
   */
  public List<LocalDate> staleDays(ExportRequest request, ExportStore store) {
    List<ExportStatus> exports = read(null, null, store).exports();
    Set<LocalDate> kept = new HashSet<>();
    exports.stream().filter(ExportStatus::isKept).map(ExportStatus::day).forEach(kept::add);
    return exports.stream()
        .filter(status -> !kept.contains(status.day()))
        .filter(status -> status.filter().equals(request.filterText()))
        .filter(status -> status.columns().equals(request.columnNames()))
        .filter(ExportStatus::isToDo)
        .map(ExportStatus::day)
        .sorted()
        .toList();
  }

  /**
   * Of {@code days}, those that the lake has deleted flows of since they were exported to {@code
   * store}: exported again, these would be lost.
   */
  public List<ExportStatus> kept(Days days, ExportStore store) {
    return read(days.first(), days.last(), store).exports().stream()
        .filter(ExportStatus::isKept)
        .toList();
  }

  private @Nullable LedgerHistory ledger(
      @Nullable LocalDate first, @Nullable LocalDate last, @Nullable ExportStore store) {
    ExportLog log = ExportLog.existing(spark.get(), lake).orElse(null);
    if (log == null) {
      return null;
    }
    LedgerHistory all = LedgerHistory.of(log.rows()).between(first, last);
    return store == null ? all : all.in(store);
  }

  private static @Nullable Days days(
      @Nullable LocalDate first, @Nullable LocalDate last, List<Entry> entries) {
    LocalDate begin = first;
    LocalDate end = last;
    for (Entry entry : entries) { // by day
      begin = begin == null ? entry.day() : begin;
      end = last == null ? entry.day() : last;
    }
    return begin == null || end == null || end.isBefore(begin) ? null : new Days(begin, end);
  }

  private List<SilentDay> silent(FlowsLog log, Days days) {
    return LoggedDays.of(log, days, today()).silent();
  }

  private List<ExportStatus> statuses(List<Entry> entries, FlowsLog log, LoggedDays logged) {
    List<Long> versions = entries.stream().map(Entry::lowest).flatMap(Stream::ofNullable).toList();
    Freshness freshness = new Freshness(log.daysChangedSince(versions), logged);
    Map<Place, List<Entry>> byPlace = new HashMap<>();
    for (Entry entry : entries) {
      byPlace.computeIfAbsent(Place.of(entry), place -> new ArrayList<>()).add(lastKnown(entry));
    }
    List<ExportStatus> statuses = new ArrayList<>();
    for (Entry read : entries) {
      Entry entry = lastKnown(read);
      statuses.add(
          new ExportStatus(
              entry.day(),
              entry.object(),
              entry.place(),
              entry.filter(),
              entry.columns(),
              entry.last(),
              entry.done(),
              logged.rows(entry.day()),
              freshness.state(entry, byPlace.getOrDefault(Place.of(entry), List.of()))));
    }
    return statuses;
  }

  /** An attempt that was not heard of for too long was killed. */
  private Entry lastKnown(Entry entry) {
    boolean killed =
        entry.last().outcome() == Attempt.Outcome.RUNNING
            && entry.last().writtenAt() < tooLongAgo();
    return killed ? entry.killed() : entry;
  }

  private long tooLongAgo() {
    return Times.micros(now.minus(LONGEST_RUN));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
