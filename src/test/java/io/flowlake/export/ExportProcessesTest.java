package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.JavaChild;
import io.flowlake.S3ProxyServer;
import io.flowlake.lake.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exports in processes of their own: the bytes are the same on any number of executors, and a
 * process that is killed at any moment leaves the old object or the new one, whole. {@code
 * scripts/kill-test N} runs it with N kills.
 */
@Tag("slow")
class ExportProcessesTest {
  private static final int KILLS = Integer.getInteger("flowlake.kills", 2);
  private static final long SEED = Long.getLong("flowlake.kill.seed", 11);
  private static final long LIMIT_MILLIS = 300_000;
  private static final String NAME = Export.objectName(HeavyDays.FIRST);

  @TempDir private static Path folder;
  private static String lake;
  private static String expected;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private final String target = "s3://" + bucket + "/logs";
  private final WrittenDays written =
      new WrittenDays(server.hadoopSettings(bucket), bucket, "logs/");

  @BeforeAll
  static void exportOnce() throws Exception {
    Lake made = HeavyDays.lake(folder.resolve("lake"), 15_000);
    lake = made.root();
    expected = exportedTo(lake, folder.resolve("usual"), "local[2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[8]", ExportProcess.CLUSTER})
  void theBytesAreTheSameOnAnyMaster(String master) throws Exception {
    assertEquals(expected, exportedTo(lake, folder.resolve("on-" + master.hashCode()), master));
  }

  /**
   * Two lakes take turns, so that the old object and the new one always differ: what a killed run
   * has left, whichever it is, is the old object of the next.
   */
  @Test
  void aKilledDriverLeavesTheOldObjectOrTheNewOne() throws Exception {
    Random random = new Random(SEED);
    String otherLake = HeavyDays.lake(folder.resolve("other-lake"), 14_000).root();
    long begun = System.currentTimeMillis();
    String other = exportedTo(otherLake, folder.resolve("other"), "local[2]");
    long usual = System.currentTimeMillis() - begun;
    assertNotEquals(expected, other);
    written.put(HeavyDays.FIRST, folder.resolve("usual").resolve(NAME));
    String there = expected;
    int replaced = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      String next = there.equals(expected) ? other : expected;
      // JVM and Spark take a while to start; most kills should hit the work after it.
      long moment = usual / 3 + random.nextLong(usual * 2 / 3);
      boolean ended = runKilled(next.equals(expected) ? lake : otherLake, moment);
      String found = written.sha256(HeavyDays.FIRST);
      assertTrue(List.of(there, next).contains(found), "neither the old object nor the new one");
      assertTrue(!ended || found.equals(next), "a run that ended well did not replace the object");
      replaced += found.equals(next) ? 1 : 0;
      there = found;
    }
    String last = there.equals(expected) ? other : expected;
    try (JavaChild run = start(last.equals(expected) ? lake : otherLake, "local[2]")) {
      assertEquals(OptionalInt.of(0), run.exitCode(LIMIT_MILLIS), "the last run");
    }
    System.out.printf(
        "killed %d exports within %,d ms of their start; %d had replaced the object%n",
        KILLS, usual, replaced);
    assertEquals(last, written.sha256(HeavyDays.FIRST));
  }

  /** Whether it ended before it was to be killed. */
  private boolean runKilled(String ofLake, long moment) throws Exception {
    try (JavaChild run = start(ofLake, "local[2]")) {
      OptionalInt ended = run.exitCode(moment);
      run.kill();
      assertTrue(ended.isEmpty() || ended.getAsInt() == 0, "a run failed by itself: " + ended);
      return ended.isPresent();
    }
  }

  @Test
  void aKilledExecutorIsMadeUpFor() throws Exception {
    Random random = new Random(SEED);
    int killed = 0;
    try (JavaChild run = start(lake, ExportProcess.CLUSTER)) {
      OptionalInt ended = OptionalInt.empty();
      long end = System.currentTimeMillis() + LIMIT_MILLIS;
      while (ended.isEmpty() && System.currentTimeMillis() < end) {
        ended = run.exitCode(2_000 + random.nextLong(4_000));
        if (killed < KILLS && ended.isEmpty()) {
          killed += run.killDescendant("CoarseGrainedExecutorBackend") ? 1 : 0;
        }
      }
      assertEquals(OptionalInt.of(0), ended);
    }
    assertEquals(KILLS, killed);
    assertEquals(expected, written.sha256(HeavyDays.FIRST));
  }

  private static String exportedTo(String ofLake, Path target, String master) throws Exception {
    try (JavaChild run =
        ExportProcess.start(ofLake, Files.createDirectories(target).toString(), master, Map.of())) {
      assertEquals(OptionalInt.of(0), run.exitCode(LIMIT_MILLIS));
    }
    try (InputStream object = Files.newInputStream(target.resolve(NAME))) {
      return WrittenDays.sha256(object);
    }
  }

  private JavaChild start(String ofLake, String master) throws IOException {
    return ExportProcess.start(ofLake, target, master, server.environment());
  }
}
