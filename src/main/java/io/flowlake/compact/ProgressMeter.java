package io.flowlake.compact;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/** Tells a {@link Progress} once in a while what executors have counted so far. */
final class ProgressMeter implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;

  private final Progress progress;
  private final LongAccumulator bytes;
  private final LongAccumulator records;
  private final ScheduledExecutorService clock;
  private final ScheduledFuture<?> ticks;

  ProgressMeter(SparkSession spark, Progress progress) {
    this.progress = progress;
    this.bytes = spark.sparkContext().longAccumulator();
    this.records = spark.sparkContext().longAccumulator();
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "flowlake-progress");
              thread.setDaemon(true);
              return thread;
            });
    this.ticks =
        clock.scheduleAtFixedRate(
            () -> progress.advanced(bytes.sum(), records.sum()),
            PERIOD_MILLIS,
            PERIOD_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Counts bytes of dumps that were taken up; for show only, repeated tasks count again. */
  LongAccumulator bytes() {
    return bytes;
  }

  /** Counts records that were parsed, or merged; for show only, repeated tasks count again. */
  LongAccumulator records() {
    return records;
  }

  void batch(Manifest manifest) {
    progress.batch(manifest.number(), manifest.dumps().size(), manifest.bytes());
  }

  void phase(String name, long ofBytes, long ofRecords) {
    bytes.reset();
    records.reset();
    progress.phase(name, ofBytes, ofRecords);
  }

  @Override
  public void close() {
    ticks.cancel(false);
    clock.shutdownNow();
  }
}
