package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.JavaChild;
import io.flowlake.SparkFixture;
import io.flowlake.lake.Lake;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A compaction that is killed at any moment, again and again, and then runs to its end, comes to
 * the table, counts and rejects of one that was left alone. {@code scripts/kill-test N} runs it
 * with N kills.
 */
@Tag("slow")
class KilledCompactionTest {
  private static final int KILLS = Integer.getInteger("flowlake.kills", 3);
  private static final long SEED = Long.getLong("flowlake.kill.seed", 11);
  private static final long LIMIT_MILLIS = 300_000;
  private static final int BATCHES = 5;

  @Test
  void killedRunsComeToTheSameAsACleanOne(@TempDir Path folder) throws Exception {
    TestLake clean = new TestLake(folder);
    long bytes =
        SyntheticDumps.write(SyntheticDumps.shape(60_000, 8, 2, 20, 3), clean.raw).writtenBytes();
    CompactReport report =
        Compaction.run(SparkFixture.session(), clean.request(bytes / BATCHES), Progress.NONE);
    assertTrue(report.batches() >= BATCHES, "batches: " + report.batches());

    String lake = folder.resolve("killed").toString();
    String[] options = {"--batch-bytes", Long.toString(bytes / BATCHES)};
    long usual = killAtRandom(clean.raw.toString(), lake, options);
    try (JavaChild last = CompactProcess.start(clean.raw.toString(), lake, Map.of(), options)) {
      assertEquals(OptionalInt.of(0), last.exitCode(LIMIT_MILLIS), "the last run");
    }
    System.out.printf("killed %d runs within %,d ms of their start%n", KILLS, usual);
    new LakeState(new Lake(lake)).assertSameAs(new LakeState(clean.lake));
  }

  /** Kills one run after another; the moments are spread over the time that a whole run takes. */
  private static long killAtRandom(String raw, String lake, String[] options) throws Exception {
    Random random = new Random(SEED);
    String elsewhere = lake + "-timed";
    long begun = System.currentTimeMillis();
    try (JavaChild timed = CompactProcess.start(raw, elsewhere, Map.of(), options)) {
      assertEquals(OptionalInt.of(0), timed.exitCode(LIMIT_MILLIS), "the timed run");
    }
    long usual = System.currentTimeMillis() - begun;
    for (int kill = 0; kill < KILLS; kill++) {
      // JVM and Spark take a while to start; most kills should hit the work after it.
      long moment = usual / 5 + random.nextLong(usual * 4 / 5);
      try (JavaChild run = CompactProcess.start(raw, lake, Map.of(), options)) {
        OptionalInt ended = run.exitCode(moment);
        run.kill();
        assertTrue(ended.isEmpty() || ended.getAsInt() == 0, "a run failed by itself: " + ended);
      }
    }
    return usual;
  }
}
