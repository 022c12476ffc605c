package io.flowlake.compact;

import io.flowlake.lake.BatchTable;
import io.flowlake.lake.FlowsTable;
import io.flowlake.lake.FlowsTable.DaysAndFlows;
import io.flowlake.lake.FlowsTransaction;
import io.flowlake.lake.InFlight;
import io.flowlake.lake.LostRaceException;
import io.flowlake.lake.Partition;
import io.flowlake.lake.StorageErrors;
import io.flowlake.lake.StoreProbe;
import io.flowlake.lake.TableFile;
import io.flowlake.lake.TableUpkeep;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Upkeep of a lake: deletes days past their time, folds small files into larger ones sorted by
 * start time, removes files that no version needs. It may run beside compactions.
 */
public final class Maintenance {
  /** So many files are folded in one commit. */
  private static final int FILES_PER_ROUND = 5_000;

  private static final int TRIES = 5;

  private final SparkSession spark;
  private final MaintainRequest request;
  private final FlowsTable flows;
  private int folded;
  private int written;

  private Maintenance(SparkSession spark, MaintainRequest request, FlowsTable flows) {
    this.spark = spark;
    this.request = request;
    this.flows = flows;
  }

  /**
   * Tells what {@link #run} would do, and changes nothing.
   *
   * @throws FlowlakeException (missing) when there is no lake
   */
  public static MaintainPlan plan(SparkSession spark, MaintainRequest request) {
    FlowsTable flows = existing(spark, request);
    Maintenance maintenance = new Maintenance(spark, request, flows);
    DaysAndFlows old = maintenance.oldDays();
    FlowsTransaction transaction = flows.beginFold();
    List<TableFile> small = maintenance.smallFiles(transaction);
    List<TableFile> staying =
        small.stream().filter(file -> !maintenance.isOld(file.partition())).toList();
    return new MaintainPlan(
        FoldPlanner.foldable(staying).size(),
        small.size() == FILES_PER_ROUND,
        old.days(),
        old.flows(),
        transaction.version());
  }

  private static FlowsTable existing(SparkSession spark, MaintainRequest request) {
    return FlowsTable.existing(spark, request.lake())
        .orElseThrow(
            () ->
                new FlowlakeException(
                    ExitCode.MISSING,
                    "Cannot maintain %s: there is no lake. Check --lake, or run flowlake compact first."
                        .formatted(request.lake().root())));
  }

  /**
   * Does the upkeep that {@code request} asks for.
   *
   * @throws FlowlakeException (missing) when there is no lake, (retry) when other writers were in
   *     the way again and again
   */
  public static MaintainReport run(SparkSession spark, MaintainRequest request, Progress progress) {
    long begun = System.currentTimeMillis();
    FlowsTable flows = existing(spark, request);
    if (request.writers() == CompactRequest.Writers.SEVERAL) {
      StoreProbe.requireSafeCommits(
          new Path(request.lake().root()), spark.sessionState().newHadoopConf());
    }
    Maintenance maintenance = new Maintenance(spark, request, flows);
    try (ProgressMeter meter = new ProgressMeter(spark, progress)) {
      DaysAndFlows deleted = retrying("delete old days", maintenance::deleteOldDays);
      maintenance.fold(meter);
      retrying("fold ledgers and rejects", maintenance::foldLogs);
      retrying("vacuum the tables", maintenance::vacuum);
      maintenance.removeOldManifests();
      return new MaintainReport(
          maintenance.folded,
          maintenance.written,
          deleted.days(),
          deleted.flows(),
          flows.begin().version(),
          System.currentTimeMillis() - begun);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, request.lake().root());
    }
  }

  private DaysAndFlows deleteOldDays() {
    DaysAndFlows old = oldDays();
    if (request.firstKeptDay() != null && old.flows() > 0) {
      flows.deleteBefore(request.firstKeptDay());
    }
    return old;
  }

  private DaysAndFlows oldDays() {
    return request.firstKeptDay() == null
        ? new DaysAndFlows(0, 0)
        : flows.countBefore(request.firstKeptDay());
  }

  private boolean isOld(Partition partition) {
    return request.firstKeptDay() != null && partition.day() < request.firstKeptDay().toEpochDay();
  }

  private List<TableFile> smallFiles(FlowsTransaction transaction) {
    return transaction.smallFiles(
        request.layout().fileBytes() / 2, LayoutPlanner.MAX_ROWS, FILES_PER_ROUND);
  }

  private void fold(ProgressMeter meter) throws IOException {
    BatchJobs jobs = new BatchJobs(spark, flows, request.layout(), meter);
    boolean more = true;
    while (more) {
      more = retrying("fold small files", () -> foldRound(jobs));
    }
  }

  private boolean foldRound(BatchJobs jobs) throws IOException {
    FlowsTransaction transaction = flows.beginFold();
    List<TableFile> files = FoldPlanner.worthFolding(smallFiles(transaction));
    return !files.isEmpty() && foldOnce(jobs, transaction, files);
  }

  private boolean vacuum() {
    TableUpkeep.vacuum(spark, request.lake(), request.vacuumHours());
    return true;
  }

  private boolean foldLogs() {
    TableUpkeep.foldLogs(spark, request.lake());
    return true;
  }

  /** A change that another writer's commit may forestall. */
  private interface Change<T> {
    T make() throws IOException;
  }

  private static <T> T retrying(String what, Change<T> change) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return change.make();
      } catch (LostRaceException e) {
        if (attempt == TRIES) {
          throw new FlowlakeException(
              ExitCode.RETRY,
              "Cannot %s: other writers changed them %d times in a row. Run the same command again."
                  .formatted(what, TRIES),
              e);
        }
      }
    }
  }

  /** Whether there are fewer files now; if there would not be, nothing is changed. */
  private boolean foldOnce(BatchJobs jobs, FlowsTransaction transaction, List<TableFile> files)
      throws IOException {
    long rows = files.stream().mapToLong(TableFile::rows).sum();
    jobs.phase("folding", 0, rows);
    LayoutPlan plan =
        LayoutPlanner.plan(ExistingFiles.density(files), spark.sparkContext().defaultParallelism());
    MergeOutcome outcome = jobs.copy(transaction.read(files, InFlight.REWRITTEN), plan);
    long kept = outcome.files().stream().mapToLong(file -> file.rows()).sum();
    if (files.stream().allMatch(file -> file.rows() >= 0) && kept != rows) {
      jobs.delete(outcome.files());
      throw new IllegalStateException(
          "folding %d flows of version %d would leave %d"
              .formatted(rows, transaction.version(), kept));
    }
    if (outcome.files().size() >= files.size()) {
      jobs.delete(outcome.files());
      return false;
    }
    try {
      transaction.commitFold(outcome.files(), files);
    } catch (LostRaceException e) {
      jobs.delete(outcome.files());
      throw e;
    }
    folded += files.size();
    written += outcome.files().size();
    return true;
  }

  private void removeOldManifests() throws IOException {
    long last =
        BatchTable.existingIngestLog(spark, request.lake()).map(BatchTable::lastBatch).orElse(-1L);
    new BatchStore(request.lake().batches(), spark.sessionState().newHadoopConf())
        .removeBefore(last);
  }
}
