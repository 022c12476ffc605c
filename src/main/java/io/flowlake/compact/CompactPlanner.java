package io.flowlake.compact;

import io.flowlake.lake.BatchTable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** Finds out what a compaction would do, without making anything. */
final class CompactPlanner {
  private CompactPlanner() {}

  static CompactPlan plan(SparkSession spark, CompactRequest request) throws IOException {
    Optional<BatchTable> ledger = BatchTable.existingIngestLog(spark, request.lake());
    BatchStore store =
        new BatchStore(request.lake().batches(), spark.sessionState().newHadoopConf());
    long last = ledger.isPresent() ? Math.max(0, ledger.get().lastBatch()) : 0;
    Set<Dump> claimed = new HashSet<>();
    int unfinished = 0;
    for (Optional<Manifest> manifest = store.manifest(last + 1);
        manifest.isPresent();
        manifest = store.manifest(last + ++unfinished + 1)) {
      claimed.addAll(manifest.get().dumps());
    }
    List<Dump> listed =
        request.raw() == null ? withRejects(spark, request, ledger) : NewDumps.list(spark, request);
    List<Dump> fresh =
        request.raw() == null || ledger.isEmpty()
            ? listed
            : NewDumps.unread(ledger.get().rows(), listed);
    List<Dump> unclaimed = fresh.stream().filter(dump -> !claimed.contains(dump)).toList();
    return new CompactPlan(
        unfinished,
        unclaimed.size(),
        unclaimed.stream().mapToLong(Dump::bytes).sum(),
        BatchPlanner.split(unclaimed, request.batchBytes()).size(),
        listed.size() - unclaimed.size());
  }

  private static List<Dump> withRejects(
      SparkSession spark, CompactRequest request, Optional<BatchTable> ledger) throws IOException {
    Optional<BatchTable> rejects = BatchTable.existingRejects(spark, request.lake());
    return rejects.isEmpty() || ledger.isEmpty()
        ? List.of()
        : NewDumps.withRejects(spark, rejects.get().rows(), ledger.get().rows()).values().stream()
            .flatMap(Collection::stream)
            .toList();
  }
}
