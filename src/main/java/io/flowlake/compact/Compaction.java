package io.flowlake.compact;

import io.flowlake.lake.BatchTable;
import io.flowlake.lake.FlowsTable;
import io.flowlake.lake.StorageErrors;
import io.flowlake.lake.StoreProbe;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The compaction job: finishes batches that a killed job left, then reads what is new below the raw
 * prefix, batch by batch.
 *
 * <p>Batches are committed in the order of their numbers. So a batch always sees all flows of the
 * batches before it, and whoever works on it comes to the same result.
 */
public final class Compaction {
  private final CompactRequest request;
  private final BatchTable ledger;
  private final BatchTable rejects;
  private final FlowsTable flows;
  private final BatchStore store;
  private final ProgressMeter progress;
  private final BatchRun run;
  private final List<Manifest> finished = new ArrayList<>();
  private final List<BatchResult> results = new ArrayList<>();

  /**
   * The number of the last batch whose dumps this job knows. The next number to claim is always the
   * one after it, even when others are further by now: so no batch of theirs is overlooked.
   */
  private long seen;

  private Compaction(SparkSession spark, CompactRequest request, ProgressMeter progress) {
    this.request = request;
    this.progress = progress;
    this.flows = FlowsTable.open(spark, request.lake());
    this.rejects = BatchTable.rejects(spark, request.lake());
    this.ledger = BatchTable.ingestLog(spark, request.lake());
    this.store = new BatchStore(request.lake().batches(), spark.sessionState().newHadoopConf());
    this.run =
        new BatchRun(
            spark,
            flows,
            rejects,
            ledger,
            store,
            new BatchJobs(spark, flows, request.layout(), progress));
  }

  /**
   * Reads all new dumps.
   *
   * @throws FlowlakeException when the raw prefix is not there, or other writers are in the way
   */
  public static CompactReport run(SparkSession spark, CompactRequest request, Progress progress) {
    long begun = System.currentTimeMillis();
    requireSafeCommits(spark, request);
    try (ProgressMeter meter = new ProgressMeter(spark, progress)) {
      List<Dump> listed = NewDumps.list(spark, request);
      Compaction compaction = new Compaction(spark, request, meter);
      compaction.finishClaimed();
      compaction.read(NewDumps.unread(compaction.ledger.rows(), listed), request.node(), false);
      return compaction.report(begun);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, request.lake().root());
    }
  }

  /**
   * What {@link #run}, or without raw dumps {@link #replayRejects}, would do; makes nothing.
   *
   * @throws FlowlakeException when the raw prefix is not there
   */
  public static CompactPlan plan(SparkSession spark, CompactRequest request) {
    try {
      return CompactPlanner.plan(spark, request);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, request.lake().root());
    }
  }

  /**
   * Reads the dumps again that have rejects, with the parsers of this run. The request's node
   * stands in where none did before; a dump that was read with a node keeps that one.
   */
  public static CompactReport replayRejects(
      SparkSession spark, CompactRequest request, Progress progress) {
    long begun = System.currentTimeMillis();
    requireSafeCommits(spark, request);
    try (ProgressMeter meter = new ProgressMeter(spark, progress)) {
      Compaction compaction = new Compaction(spark, request, meter);
      compaction.finishClaimed();
      SortedMap<String, List<Dump>> byNode =
          NewDumps.withRejects(spark, compaction.rejects.rows(), compaction.ledger.rows());
      for (Map.Entry<String, List<Dump>> dumps : byNode.entrySet()) {
        String node = dumps.getKey().isEmpty() ? request.node() : dumps.getKey();
        compaction.read(dumps.getValue(), node, true);
      }
      return compaction.report(begun);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, request.lake().root());
    }
  }

  private static void requireSafeCommits(SparkSession spark, CompactRequest request) {
    if (request.writers() == CompactRequest.Writers.SEVERAL) {
      StoreProbe.requireSafeCommits(
          new Path(request.lake().root()), spark.sessionState().newHadoopConf());
    }
  }

  /** Finishes every batch that was claimed, by this job or another, and is not in the ledger. */
  private void finishClaimed() throws IOException {
    seen = Math.max(0, ledger.lastBatch());
    for (Optional<Manifest> manifest = store.manifest(seen + 1);
        manifest.isPresent();
        manifest = store.manifest(seen + 1)) {
      finish(manifest.get());
    }
  }

  private void read(List<Dump> dumps, @Nullable String node, boolean replay) throws IOException {
    Deque<List<Dump>> batches = new ArrayDeque<>(BatchPlanner.split(dumps, request.batchBytes()));
    Set<Dump> claimedByOthers = new HashSet<>();
    while (!batches.isEmpty()) {
      List<Dump> batch = new ArrayList<>(batches.peek());
      batch.removeAll(claimedByOthers);
      if (batch.isEmpty()) {
        batches.remove();
        continue;
      }
      Manifest manifest = new Manifest(seen + 1, node, replay, batch);
      if (store.claim(manifest)) {
        batches.remove();
        finish(manifest);
      } else {
        Manifest other = store.manifest(manifest.number()).orElseThrow();
        claimedByOthers.addAll(other.dumps());
        finish(other);
      }
    }
  }

  private void finish(Manifest manifest) throws IOException {
    progress.batch(manifest);
    Optional<BatchResult> result = run.finish(manifest);
    seen = manifest.number();
    if (result.isPresent()) {
      results.add(result.get());
      finished.add(manifest);
    }
  }

  private CompactReport report(long begun) {
    return new CompactReport(
        results.size(),
        finished.stream().mapToInt(manifest -> manifest.dumps().size()).sum(),
        results.stream().map(BatchResult::counts).reduce(Counts.NONE, Counts::plus),
        finished.stream().mapToLong(Manifest::bytes).sum(),
        results.stream().mapToLong(BatchResult::bytesWritten).sum(),
        results.stream().mapToInt(BatchResult::partitions).sum(),
        results.stream().mapToInt(BatchResult::files).sum(),
        unread(),
        flows.begin().version(),
        System.currentTimeMillis() - begun);
  }

  /** The dumps that were not read as they should be, and why. */
  private List<CompactReport.Unread> unread() {
    List<CompactReport.Unread> unread = new ArrayList<>();
    for (int batch = 0; batch < results.size(); batch++) {
      List<BatchResult.DumpResult> dumps = results.get(batch).dumps();
      for (int dump = 0; dump < dumps.size(); dump++) {
        String note = dumps.get(dump).note();
        if (note != null) {
          String path = finished.get(batch).dumps().get(dump).path();
          unread.add(new CompactReport.Unread(path, dumps.get(dump).format(), note));
        }
      }
    }
    return unread;
  }
}
