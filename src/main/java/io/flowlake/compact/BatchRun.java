package io.flowlake.compact;

import io.flowlake.lake.BatchTable;
import io.flowlake.lake.DataFile;
import io.flowlake.lake.FlowsTable;
import io.flowlake.lake.FlowsTransaction;
import io.flowlake.lake.InFlight;
import io.flowlake.lake.LostRaceException;
import io.flowlake.lake.Partition;
import io.flowlake.lake.RejectColumns;
import io.flowlake.lake.TableFile;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Takes one batch from its manifest to its row in the ledger. Each step can be repeated by anyone
 * after a kill: rejects, flows and ledger remember the batch's number and take it only once.
 */
final class BatchRun {
  private static final int TRIES = 10;

  private final SparkSession spark;
  private final FlowsTable flows;
  private final BatchTable rejects;
  private final BatchTable ledger;
  private final BatchStore store;
  private final BatchJobs jobs;

  BatchRun(
      SparkSession spark,
      FlowsTable flows,
      BatchTable rejects,
      BatchTable ledger,
      BatchStore store,
      BatchJobs jobs) {
    this.spark = spark;
    this.flows = flows;
    this.rejects = rejects;
    this.ledger = ledger;
    this.store = store;
    this.jobs = jobs;
  }

  /**
   * Finishes the batch, whatever of it was done before.
   *
   * @return what it came to; empty when another job did the work
   */
  Optional<BatchResult> finish(Manifest manifest) throws IOException {
    long number = manifest.number();
    if (ledger.lastBatch() >= number) {
      return Optional.empty();
    }
    boolean committed = flows.begin().lastBatch() >= number;
    Optional<BatchResult> ours = committed ? Optional.empty() : merge(manifest);
    Optional<BatchResult> result = ours.isPresent() ? ours : committedResult(number);
    if (result.isEmpty()) {
      return Optional.empty();
    }
    // Of several jobs that worked on the batch, the one that enters it in the ledger reports it.
    boolean entered = ledger.append(number, LedgerRows.of(spark, manifest, result.get()));
    return entered ? result : Optional.empty();
  }

  /**
   * What the batch came to by the account of whoever committed it; empty when that job has entered
   * it in the ledger meanwhile.
   */
  private Optional<BatchResult> committedResult(long number) throws IOException {
    if (ledger.lastBatch() >= number) {
      return Optional.empty();
    }
    Optional<String> attempt = committedAttempt(number);
    // When the commit is no longer in the history, an only attempt must be the one.
    Optional<BatchResult> result =
        attempt.isPresent() ? store.result(number, attempt.get()) : store.onlyResult(number);
    if (result.isEmpty()) {
      throw resultIsGone(number);
    }
    return result;
  }

  private Optional<String> committedAttempt(long number) {
    return flows.historyOfBatches().stream()
        .flatMap(summary -> LedgerRows.attemptAt(number, summary).stream())
        .findFirst();
  }

  private static FlowlakeException resultIsGone(long number) {
    return new FlowlakeException(
        ExitCode.MISSING,
        "Cannot complete the ledger of batch %d: its result file is gone from _batches, though its flows are complete. Restore the file, or the batch stays open."
            .formatted(number));
  }

  /** What the batch came to; empty when another job committed it in the meantime. */
  private Optional<BatchResult> merge(Manifest manifest) throws IOException {
    Dataset<Row> parsed = jobs.parse(manifest).persist(StorageLevel.DISK_ONLY());
    try {
      jobs.phase("reading", manifest.bytes(), 0);
      Survey survey = Survey.of(parsed, manifest.dumps().size());
      keepRejects(manifest, survey, parsed);
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        FlowsTransaction transaction = flows.begin();
        if (transaction.lastBatch() >= manifest.number()) {
          return Optional.empty();
        }
        Optional<BatchResult> result = mergeOnce(manifest, survey, parsed, transaction);
        if (result.isPresent()) {
          return result;
        }
      }
      throw new FlowlakeException(
          ExitCode.RETRY,
          "Cannot commit batch %d: other writers changed its files %d times in a row. Run the same command again."
              .formatted(manifest.number(), TRIES));
    } finally {
      parsed.unpersist(false);
    }
  }

  /**
   * Rejects go in before the flows, so that a kill in between loses none. If an earlier attempt put
   * in others (a dump was rewritten or removed since), those of this one take their place.
   */
  private void keepRejects(Manifest manifest, Survey survey, Dataset<Row> parsed) {
    Dataset<Row> rows = rejectRows(parsed, manifest);
    if (rejects.lastBatch() < manifest.number()) {
      if (survey.rejectCount() > 0) {
        rejects.append(manifest.number(), rows);
      }
    } else if (rejects.count(manifest.number()) != survey.rejectCount()) {
      rejects.replace(manifest.number(), rows);
    }
  }

  /** One attempt on one version; empty when another writer came in between. */
  private Optional<BatchResult> mergeOnce(
      Manifest manifest, Survey survey, Dataset<Row> parsed, FlowsTransaction transaction)
      throws IOException {
    requireOrder(manifest.number(), transaction.lastBatch());
    ExistingFiles existing =
        ExistingFiles.select(transaction.filesOf(survey.density().keySet()), survey.density());
    NavigableMap<Partition, NavigableMap<Long, Long>> load = existing.addTo(survey.density());
    jobs.phase("merging", 0, survey.flowCount() + existing.rewrittenRows());
    LayoutPlan plan = LayoutPlanner.plan(load, spark.sparkContext().defaultParallelism());
    MergeOutcome outcome =
        survey.flowCount() == 0
            ? MergeOutcome.sum(List.of())
            : jobs.merge(rows(survey, parsed, transaction, existing), plan);

    List<DataFile> written = new ArrayList<>();
    List<DataFile> useless = new ArrayList<>();
    outcome
        .files()
        .forEach(file -> (outcome.changed(file.partition()) ? written : useless).add(file));
    List<TableFile> replaced =
        existing.rewritten().stream().filter(file -> outcome.changed(file.partition())).toList();
    jobs.delete(useless);
    BatchResult result = result(manifest, survey, outcome, written);
    String attempt = UUID.randomUUID().toString();
    store.writeResult(manifest.number(), attempt, result);
    try {
      transaction.commitBatch(
          manifest.number(), written, replaced, LedgerRows.summary(manifest, result, attempt));
      return Optional.of(result);
    } catch (LostRaceException e) {
      if (committedAttempt(manifest.number()).equals(Optional.of(attempt))) {
        // The answer to our own commit was lost, and its repetition found it there.
        return Optional.of(result);
      }
      jobs.delete(written);
      return Optional.empty();
    }
  }

  private Dataset<Row> rows(
      Survey survey, Dataset<Row> parsed, FlowsTransaction transaction, ExistingFiles existing) {
    Dataset<Row> incoming = BatchJobs.flowsOf(parsed);
    Dataset<Row> rows = incoming;
    if (!existing.held().isEmpty()) {
      Dataset<Row> held = transaction.read(existing.held(), InFlight.HELD);
      rows = rows.union(jobs.mayMatch(held, incoming, survey.flowCount()));
    }
    if (!existing.rewritten().isEmpty()) {
      rows = rows.union(transaction.read(existing.rewritten(), InFlight.REWRITTEN));
    }
    return rows;
  }

  private static void requireOrder(long number, long last) {
    if (last != number - 1 && !(last < 0 && number == 1)) {
      throw new FlowlakeException(
          ExitCode.MISSING,
          "Cannot commit batch %d: the flows table ends with batch %d, and batches are committed in order. A manifest is missing from _batches; restore it."
              .formatted(number, last));
    }
  }

  private Dataset<Row> rejectRows(Dataset<Row> parsed, Manifest manifest) {
    return jobs.withDumpPaths(
            parsed.where(functions.col(ParsedColumns.KIND).equalTo(ParsedColumns.REJECT)), manifest)
        .withColumn(RejectColumns.BATCH, functions.lit(manifest.number()))
        .selectExpr(RejectColumns.SCHEMA.fieldNames())
        .repartition(1);
  }

  private static BatchResult result(
      Manifest manifest, Survey survey, MergeOutcome outcome, List<DataFile> written) {
    List<BatchResult.DumpResult> dumps = new ArrayList<>();
    for (int dump = 0; dump < manifest.dumps().size(); dump++) {
      Counts counts = outcome.counts(dump, survey.rejects()[dump]);
      if (counts.read() != survey.flows()[dump] + survey.rejects()[dump]) {
        throw new FlowlakeException(
            ExitCode.RETRY,
            "Cannot commit batch %d: %s gave %,d flows and %,d rejects when it was read first, and %,d records when a lost part was read again. Nothing was committed; run the same command again."
                .formatted(
                    manifest.number(),
                    manifest.dumps().get(dump).path(),
                    survey.flows()[dump],
                    survey.rejects()[dump],
                    counts.read()));
      }
      dumps.add(new BatchResult.DumpResult(survey.formats()[dump], counts, survey.notes()[dump]));
    }
    Set<Partition> touched = new HashSet<>(outcome.changes().keySet());
    return new BatchResult(
        dumps, touched.size(), written.size(), written.stream().mapToLong(DataFile::bytes).sum());
  }
}
