package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.JavaChild;
import io.flowlake.S3ProxyServer;
import io.flowlake.lake.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
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
  private static final String ABSENT = "absent";
  private static final String NAME = Export.objectName(HeavyDays.FIRST);

  @TempDir private static Path folder;
  private static String lake;
  private static String expected;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private final String target = "s3://" + bucket + "/logs";

  @BeforeAll
  static void exportOnce() throws Exception {
    Lake made = HeavyDays.lake(folder.resolve("lake"), 15_000);
    lake = made.root();
    expected = exportedTo(folder.resolve("usual"), "local[2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[8]", ExportProcess.CLUSTER})
  void theBytesAreTheSameOnAnyMaster(String master) throws Exception {
    assertEquals(expected, exportedTo(folder.resolve("on-" + master.hashCode()), master));
  }

  @Test
  void aKilledDriverLeavesTheOldObjectOrTheNewOne() throws Exception {
    Random random = new Random(SEED);
    long begun = System.currentTimeMillis();
    assertEquals(expected, exportedTo(folder.resolve("timed"), "local[2]"));
    long usual = System.currentTimeMillis() - begun;
    for (int kill = 0; kill < KILLS; kill++) {
      // JVM and Spark take a while to start; most kills should hit the work after it.
      long moment = usual / 3 + random.nextLong(usual * 2 / 3);
      try (JavaChild run = start("local[2]")) {
        OptionalInt ended = run.exitCode(moment);
        run.kill();
        assertTrue(ended.isEmpty() || ended.getAsInt() == 0, "a run failed by itself: " + ended);
      }
      assertTrue(List.of(ABSENT, expected).contains(sha256()), "neither absent nor whole");
    }
    try (JavaChild last = start("local[2]")) {
      assertEquals(OptionalInt.of(0), last.exitCode(LIMIT_MILLIS), "the last run");
    }
    System.out.printf("killed %d exports within %,d ms of their start%n", KILLS, usual);
    assertEquals(expected, sha256());
  }

  @Test
  void aKilledExecutorIsMadeUpFor() throws Exception {
    Random random = new Random(SEED);
    int killed = 0;
    try (JavaChild run = start(ExportProcess.CLUSTER)) {
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
    assertEquals(expected, sha256());
  }

  private static String exportedTo(Path target, String master) throws Exception {
    try (JavaChild run =
        ExportProcess.start(lake, Files.createDirectories(target).toString(), master, Map.of())) {
      assertEquals(OptionalInt.of(0), run.exitCode(LIMIT_MILLIS));
    }
    try (InputStream object = Files.newInputStream(target.resolve(NAME))) {
      return sha256(object);
    }
  }

  private JavaChild start(String master) throws IOException {
    return ExportProcess.start(lake, target, master, server.environment());
  }

  private String sha256() throws Exception {
    Configuration configuration = new Configuration();
    server.reachFrom(configuration, bucket);
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path("s3a://" + bucket + "/logs/" + NAME);
    try (InputStream object = path.getFileSystem(configuration).open(path)) {
      return sha256(object);
    } catch (FileNotFoundException e) {
      return ABSENT;
    }
  }

  private static String sha256(InputStream object) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[1 << 16];
    for (int n = object.read(buffer); n > 0; n = object.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
