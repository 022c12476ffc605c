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
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private record Place(LocalDate day, String object) {}

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
    Map<Place, Long> lastBegun = lastBegun(entries);
    return new HistoryReport(
        statuses(entries, log, logged, lastBegun),
        ledger.unfinished().stream().filter(upload -> isKilled(upload, lastBegun)).toList(),
        logged.silent());
  }

  /**
   * The days that should be exported to {@code store} again as {@code request} says: those whose
   * flows changed since, and those whose last attempt failed or was killed without an object that
   * is up to date. Days that the lake has deleted since are not among them, for their objects are
   * all that is left of them; nor those whose object was replaced on purpose, by an export with
   * another filter or other columns.
   */
  public List<LocalDate> staleDays(ExportRequest request, ExportStore store) {
    return read(null, null, store).exports().stream()
        .filter(status -> status.filter().equals(request.filterText()))
        .filter(status -> status.columns().equals(request.columnNames()))
        .filter(ExportStatus::isToDo)
        .map(ExportStatus::day)
        .sorted()
        .toList();
  }

  /**
   * Of {@code days}, those whose flows the lake has deleted since they were exported to {@code
   * store}: exported again, their objects would be lost. Spark is asked for only if the lake has no
   * flows of one of the days.
   */
  public List<ExportStatus> kept(Days days, ExportStore store) {
    FlowsLog log = FlowsLog.newest(lake, configuration);
    LoggedDays logged = LoggedDays.of(log, days, today());
    if (days.list().stream().noneMatch(day -> logged.rows(day) == 0)) {
      return List.of();
    }
    return read(days.first(), days.last(), store).exports().stream()
        .filter(status -> status.state() == ExportStatus.State.KEPT)
        .filter(status -> status.done() != null && !Objects.equals(status.done().rows(), 0L))
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

  private List<ExportStatus> statuses(
      List<Entry> entries, FlowsLog log, LoggedDays logged, Map<Place, Long> lastBegun) {
    List<Long> versions =
        entries.stream()
            .map(Entry::done)
            .flatMap(Stream::ofNullable)
            .map(Attempt::version)
            .toList();
    Freshness freshness = new Freshness(DaysChanged.since(versions, log), logged);
    Map<Place, Attempt> holders = holders(entries);
    List<ExportStatus> statuses = new ArrayList<>();
    for (Entry entry : entries) {
      Place place = new Place(entry.day(), entry.object());
      boolean killed =
          entry.last().outcome() == Attempt.Outcome.RUNNING
              && isKilled(entry.last().writtenAt(), place, lastBegun);
      Attempt last = killed ? entry.last().killed() : entry.last();
      statuses.add(
          new ExportStatus(
              entry.day(),
              entry.object(),
              entry.filter(),
              entry.columns(),
              last,
              entry.done(),
              freshness.state(entry.day(), last, entry.done(), holders.get(place))));
    }
    return statuses;
  }

  /** Which attempt each object is of. */
  private static Map<Place, Attempt> holders(List<Entry> entries) {
    Map<Place, Attempt> holders = new HashMap<>();
    for (Entry entry : entries) {
      Attempt done = entry.done();
      if (done != null) {
        holders.merge(
            new Place(entry.day(), entry.object()),
            done,
            (one, other) -> one.writtenAt() > other.writtenAt() ? one : other);
      }
    }
    return holders;
  }

  private static Map<Place, Long> lastBegun(List<Entry> entries) {
    Map<Place, Long> begun = new HashMap<>();
    for (Entry entry : entries) {
      begun.merge(new Place(entry.day(), entry.object()), entry.last().begunAt(), Math::max);
    }
    return begun;
  }

  private boolean isKilled(LeftUpload upload, Map<Place, Long> lastBegun) {
    return isKilled(upload.begunAt(), new Place(upload.day(), upload.object()), lastBegun);
  }

  /** Another attempt began later, or it was long ago. */
  private boolean isKilled(long heardOf, Place place, Map<Place, Long> lastBegun) {
    return Objects.requireNonNullElse(lastBegun.get(place), heardOf) > heardOf
        || heardOf < Times.micros(now.minus(LONGEST_RUN));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
