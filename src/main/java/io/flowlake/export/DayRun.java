package io.flowlake.export;

import io.flowlake.lake.DayFlows;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ObjectUpload;
import io.flowlake.store.PieceReceipt;
import io.flowlake.store.PieceSlot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Exports one day: its slices by tasks, and what joins them by the driver. */
final class DayRun {
  private static final int[] NO_CUTS = {};

  private final ExportPlan plan;
  private final PieceSizes sizes;
  private final SparkSession spark;
  private final ExportStore store;
  private final ExportProgress progress;
  private final ExportLedger ledger;
  private final long begun = System.currentTimeMillis();

  DayRun(
      ExportPlan plan,
      PieceSizes sizes,
      SparkSession spark,
      ExportStore store,
      ExportProgress progress,
      String run) {
    this.plan = plan;
    this.sizes = sizes;
    this.spark = spark;
    this.store = store;
    this.progress = progress;
    this.ledger = new ExportLedger(spark, plan.request().lake(), run);
  }

  @SuppressWarnings("CatchingUnchecked") // Scala throws checked exceptions without declaring them
  DayReport run() {
    ObjectUpload upload = null;
    DayReport report;
    try {
      int[] cuts = plan.transfer() == ExportPlan.Transfer.PIECES ? cuts() : NO_CUTS;
      int slices = cuts.length + 1;
      upload = store.begin(plan.name(), slices == 1 ? 1 : slices + 1);
      report = report(write(upload, cuts), ExitCode.DONE, null);
    } catch (Exception e) {
      throw failed(upload, SparkFailure.inWords(plan, e));
    }
    keep(report, upload);
    return report;
  }

  private DayReport.Done write(ObjectUpload upload, int[] cuts) throws IOException {
    // A killed run can tell nobody what it did and left; this row does.
    ledger.begun(plan, upload.uploadId().orElse(null));
    List<PieceMade> pieces = pieces(upload, cuts);
    upload.complete(pieces.stream().map(PieceMade::receipt).toList());
    return done(pieces);
  }

  private DayReport report(DayReport.@Nullable Done done, ExitCode exit, @Nullable String note) {
    return new DayReport(
        plan.day(),
        plan.address(),
        plan.version(),
        done,
        exit,
        note,
        System.currentTimeMillis() - begun);
  }

  private int[] cuts() {
    long[] counts = flows().countBySecond();
    long rows = Arrays.stream(counts).sum();
    // A filter leaves a part of the files' rows, and so of their bytes.
    long estimate =
        plan.toRead().rows() > 0
            ? (long) ((double) plan.estimate() * rows / plan.toRead().rows())
            : plan.estimate();
    return estimate < sizes.smallDay()
        ? NO_CUTS
        : Slices.cut(counts, sizes.rowsPerPiece(rows, estimate));
  }

  private DayFlows flows() {
    return DayFlows.of(
        spark, plan.request().lake(), plan.version(), plan.day(), plan.request().filter());
  }

  private List<PieceMade> pieces(ObjectUpload upload, int[] cuts) throws IOException {
    List<FlowColumn> columns = plan.request().columns();
    int slices = cuts.length + 1;
    PieceTask task =
        new PieceTask(
            columns,
            DayFlows.sortedColumns(columns),
            plan.request().compressionLevel(),
            slices,
            sizes.leastPiece());
    if (plan.transfer() == ExportPlan.Transfer.HEADER) {
      return List.of(task.make(1, Collections.emptyIterator(), upload.slot(1)));
    }
    List<PieceSlot> slots = new ArrayList<>();
    for (int number = 1; number <= slices; number++) {
      slots.add(upload.slot(number));
    }
    List<PieceMade> pieces = new ArrayList<>(byTasks(task, slots, cuts));
    pieces.sort(Comparator.comparingInt(piece -> piece.receipt().number()));
    if (slices > 1) {
      pieces.add(task.end(pieces, upload.slot(slices + 1)));
    }
    return pieces;
  }

  private List<PieceMade> byTasks(PieceTask task, List<PieceSlot> slots, int[] cuts)
      throws IOException {
    JavaRDD<InternalRow> rows = flows().slices(plan.request().columns(), cuts);
    if (rows.getNumPartitions() == 0 && slots.size() == 1) {
      // Spark saw while it read that no flow is left, and dropped the rest of its plan.
      return List.of(task.make(1, Collections.emptyIterator(), slots.get(0)));
    }
    if (rows.getNumPartitions() != slots.size()) {
      throw new IllegalStateException(
          "%d slices came as %d partitions".formatted(slots.size(), rows.getNumPartitions()));
    }
    return SliceJob.run(spark, rows, task, slots, progress);
  }

  private static DayReport.Done done(List<PieceMade> pieces) {
    List<PieceReceipt> receipts = pieces.stream().map(PieceMade::receipt).toList();
    return new DayReport.Done(
        pieces.stream().mapToLong(PieceMade::rows).sum(),
        receipts.stream().mapToLong(PieceReceipt::bytes).sum(),
        pieces.stream().mapToLong(PieceMade::textBytes).sum(),
        ObjectDigest.of(receipts.stream().map(PieceReceipt::sha256).toList()),
        receipts.size());
  }

  @SuppressWarnings("CatchingUnchecked") // Scala throws checked exceptions without declaring them
  private void keep(DayReport report, ObjectUpload upload) {
    try {
      ledger.ended(plan, report, upload.uploadId().orElse(null));
    } catch (Exception e) {
      FlowlakeException told = SparkFailure.inWords(plan, e);
      throw new FlowlakeException(
          told.exitCode(),
          "Exported %s to %s, but cannot keep that in the ledger, which would not know when the day is stale: %s"
              .formatted(plan.day(), plan.address(), told.getMessage()),
          e);
    }
  }

  /** Gives the upload up, and keeps in the ledger why, as far as that can be. */
  @SuppressWarnings("CatchingUnchecked") // Scala throws checked exceptions without declaring them
  private FlowlakeException failed(@Nullable ObjectUpload upload, FlowlakeException told) {
    String left = upload == null ? "" : upload.abandon().map(note -> " " + note).orElse("");
    FlowlakeException whole =
        new FlowlakeException(told.exitCode(), told.getMessage() + left, told);
    try {
      String uploadId = upload == null ? null : upload.uploadId().orElse(null);
      ledger.ended(plan, report(null, whole.exitCode(), whole.getMessage()), uploadId);
    } catch (Exception e) {
      whole.addSuppressed(e); // the first failure is what the user must hear of
    }
    return whole;
  }
}
