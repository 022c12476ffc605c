package io.flowlake.export;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.lake.Extent;
import io.flowlake.lake.FilePlan;
import io.flowlake.lake.FlowsLog;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Times;
import io.flowlake.store.ExportStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Exports days of a lake to one store: one object a day. */
public final class Export {
  private final Configuration configuration;
  private final Supplier<SparkSession> spark;
  private final ExportStore store;
  private final ExportProgress progress;
  private final PieceSizes sizes;
  private final String run = UUID.randomUUID().toString();

  /**
   * An export to {@code store}.
   *
   * @param configuration Hadoop's settings, with which the log is read
   * @param spark opens Spark, when a day is run and not before
   */
  public Export(
      Configuration configuration,
      Supplier<SparkSession> spark,
      ExportStore store,
      ExportProgress progress) {
    this(configuration, spark, store, progress, PieceSizes.USUAL);
  }

  /** With pieces of other sizes, so that a small day has many. */
  Export(
      Configuration configuration,
      Supplier<SparkSession> spark,
      ExportStore store,
      ExportProgress progress,
      PieceSizes sizes) {
    this.sizes = sizes;
    this.configuration = configuration;
    this.spark = spark;
    this.store = store;
    this.progress = progress;
  }

  /** The name of a day's object, below the prefix or in the folder. */
  public static String objectName(LocalDate day) {
    return "tg-flow-logs-" + day + ".csv.gz";
  }

  /**
   * Plans a day from the newest version's log, without Spark.
   *
   * @throws FlowlakeException missing (3) when there is no such lake; else as the store says
   */
  public ExportPlan plan(ExportRequest request, LocalDate day) {
    FlowsLog log = FlowsLog.newest(request.lake(), configuration);
    FilePlan ofDay = log.plan(of(day), EnumSet.noneOf(FlowColumn.class));
    FilePlan wanted =
        request.filter().equals(Filter.EVERYTHING)
            ? ofDay
            : log.plan(
                Filter.allOf(List.of(of(day), request.filter())), EnumSet.noneOf(FlowColumn.class));
    Extent toRead = wanted.toRead();
    long estimate = PieceSizes.estimate(toRead.bytes(), request.columns().size());
    String name = objectName(day);
    return new ExportPlan(
        request,
        day,
        name,
        store.address(name),
        store.place(),
        log.version(),
        toRead,
        ofDay.table(),
        rows(ofDay),
        estimate,
        transfer(toRead, estimate));
  }

  /**
   * Exports the day of {@code plan}, and keeps in the ledger what came of it.
   *
   * @throws FlowlakeException in words when it could not be done, and the object is as it was
   *     before; or when the object is there, and the ledger could not be told, which the message
   *     says then
   */
  public DayReport run(ExportPlan plan) {
    return new DayRun(plan, sizes, spark.get(), store, progress, run).run();
  }

  /**
   * Exports days one after the other, each from the newest version when its turn comes; goes on
   * after a day that failed.
   *
   * @param told hears of each day when it is over
   * @return what became of each day, in the order of {@code days}
   */
  public List<DayReport> runAll(
      ExportRequest request, List<LocalDate> days, Consumer<DayReport> told) {
    List<DayReport> reports = new ArrayList<>();
    for (LocalDate day : days) {
      DayReport report = runOrTell(request, day);
      told.accept(report);
      reports.add(report);
    }
    return reports;
  }

  private DayReport runOrTell(ExportRequest request, LocalDate day) {
    long begun = System.currentTimeMillis();
    try {
      return run(plan(request, day));
    } catch (FlowlakeException e) {
      return failed(day, e.exitCode(), String.valueOf(e.getMessage()), begun);
    } catch (RuntimeException e) {
      return failed(day, ExitCode.BUG, "Cannot export %s: %s.".formatted(day, e), begun);
    }
  }

  private DayReport failed(LocalDate day, ExitCode exit, String message, long begun) {
    long millis = System.currentTimeMillis() - begun;
    return new DayReport(day, store.address(objectName(day)), -1, null, exit, message, millis);
  }

  private static Filter of(LocalDate day) {
    long begins = day.toEpochDay() * Times.DAY_MICROS;
    return new Filter.NumberIn(
        Quantity.START_TIME, Ranges.of(begins, begins + Times.DAY_MICROS - 1));
  }

  private static long rows(FilePlan ofDay) {
    boolean known = ofDay.files().stream().allMatch(file -> file.rows() >= 0);
    return known ? ofDay.toRead().rows() : -1;
  }

  private ExportPlan.Transfer transfer(Extent toRead, long estimate) {
    if (toRead.files() == 0) {
      return ExportPlan.Transfer.HEADER;
    }
    return estimate < sizes.smallDay() ? ExportPlan.Transfer.WHOLE : ExportPlan.Transfer.PIECES;
  }
}
