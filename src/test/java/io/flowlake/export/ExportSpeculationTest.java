package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.Fault;
import io.flowlake.JavaChild;
import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.SparkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark runs a slow task twice where it is told to: the object is the same. */
@Tag("slow")
class ExportSpeculationTest {
  private static final long LIMIT_MILLIS = 300_000;
  private static final String SECOND_PART = "PUT .*partNumber=2&.*";
  private static final List<String> EAGER =
      List.of(
          "-Dspark.speculation=true",
          "-Dspark.speculation.interval=100ms",
          "-Dspark.speculation.multiplier=1.1",
          "-Dspark.speculation.quantile=0.2",
          "-Dspark.speculation.minTaskRuntime=500ms");

  @TempDir private Path folder;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private final WrittenDays written =
      new WrittenDays(server.hadoopSettings(bucket), bucket, "logs/");

  /** The upload of one part is held until another task has made that part. */
  @Test
  void aTaskThatRunsTwiceLeavesTheSameObject() throws Exception {
    String lake = HeavyDays.lake(folder.resolve("lake"), 24_000).root();
    try (SparkCluster cluster = SparkCluster.start(folder)) {
      List<String> calm = run(lake, cluster.master(), "calm", List.of());
      String expected = written.sha256(HeavyDays.FIRST);
      assertEquals(List.of(), speculative(calm));
      assertEquals(1, puts(calm));

      List<String> eager = run(lake, cluster.master(), "eager", EAGER);
      assertEquals(expected, written.sha256(HeavyDays.FIRST));
      assertTrue(
          speculative(eager).stream().anyMatch(end -> end.contains("\"Reason\":\"Success\"")),
          "no attempt beside the first one succeeded");
      assertTrue(puts(eager) >= 2, "uploads of the slow part");
    }
  }

  /** Exports, and returns the requests to the gate, and the lines of Spark's event log. */
  private List<String> run(String lake, String master, String name, List<String> options)
      throws Exception {
    Path events = Files.createDirectory(folder.resolve("events-" + name));
    List<String> all = new ArrayList<>(options);
    all.addAll(ExportProcess.eventsInto(events));
    CountDownLatch released = new CountDownLatch(options.isEmpty() ? 0 : 1);
    try (S3Gate gate = new S3Gate(server.port())) {
      gate.inject(SECOND_PART, 0, Fault.held(released));
      Map<String, String> environment = new HashMap<>(server.environment());
      environment.put("FLOWLAKE_S3_ENDPOINT", gate.endpoint());
      try (JavaChild run =
          ExportProcess.start(lake, "s3://" + bucket + "/logs", master, environment, all)) {
        assertEquals(OptionalInt.of(0), exitCode(run, gate, released));
      }
      assertTrue(gate.isSpent());
      List<String> seen = new ArrayList<>(gate.requests());
      seen.addAll(lines(events));
      return seen;
    }
  }

  /** Waits for the end; the request that is held goes on when another one like it has succeeded. */
  private static OptionalInt exitCode(JavaChild run, S3Gate gate, CountDownLatch released)
      throws Exception {
    OptionalInt exit = OptionalInt.empty();
    long end = System.currentTimeMillis() + LIMIT_MILLIS;
    while (exit.isEmpty() && System.currentTimeMillis() < end) {
      exit = run.exitCode(100);
      if (gate.succeeded(SECOND_PART) > 0) {
        released.countDown();
      }
    }
    return exit;
  }

  private static long puts(List<String> seen) {
    return seen.stream().filter(line -> line.matches(SECOND_PART)).count();
  }

  private static List<String> speculative(List<String> seen) {
    return seen.stream()
        .filter(line -> line.contains("SparkListenerTaskEnd"))
        .filter(line -> line.contains("\"Speculative\":true"))
        .toList();
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().endsWith(".crc")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
