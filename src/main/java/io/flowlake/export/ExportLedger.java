package io.flowlake.export;

import io.flowlake.lake.ExportLog;
import io.flowlake.lake.Lake;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Writes what a run exports into the lake's ledger. */
final class ExportLedger {
  /** A run has begun with the day; no later row of the same run and day = it was killed. */
  static final String RUNNING = "running";

  /** The object is there. */
  static final String DONE = "done";

  /** The object is as it was before. */
  static final String FAILED = "failed";

  private final SparkSession spark;
  private final Lake lake;
  private final String run;

  ExportLedger(SparkSession spark, Lake lake, String run) {
    this.spark = spark;
    this.lake = lake;
    this.run = run;
  }

  /**
   * The writing of the object begins; without a later row it was killed.
   *
   * @param uploadId the store's, which would be left behind; null where there is none
   */
  void begun(ExportPlan plan, @Nullable String uploadId) {
    append(plan, RUNNING, null, null, null, uploadId);
  }

  /** The day is over. */
  void ended(ExportPlan plan, DayReport report, @Nullable String uploadId) {
    append(
        plan,
        report.done() == null ? FAILED : DONE,
        report.done(),
        report.millis(),
        report.note(),
        uploadId);
  }

  private void append(
      ExportPlan plan,
      String outcome,
      DayReport.@Nullable Done done,
      @Nullable Long millis,
      @Nullable String note,
      @Nullable String uploadId) {
    // Before the table is opened, which takes a while: the beginning is counted back from it.
    Timestamp written = Timestamp.from(Instant.now());
    ExportLog.open(spark, lake)
        .append(
            List.of(
                RowFactory.create(
                    run,
                    Date.valueOf(plan.day()),
                    plan.address(),
                    plan.place(),
                    plan.version(),
                    plan.request().filterText(),
                    plan.request().columnNames(),
                    outcome,
                    done == null ? null : done.rows(),
                    plan.dayRows() < 0 ? null : plan.dayRows(),
                    done == null ? null : done.bytes(),
                    done == null ? null : done.textBytes(),
                    done == null ? null : done.sha256(),
                    done == null ? null : done.parts(),
                    millis,
                    note,
                    uploadId,
                    written)));
  }
}
