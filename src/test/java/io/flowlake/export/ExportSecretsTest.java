package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.Fault;
import io.flowlake.JavaChild;
import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.cli.Main;
import io.flowlake.lake.Lake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports with {@code --debug}, the event log and the Spark UI on, that succeed and that fail: the
 * secret key and the signatures are in nothing that was printed, logged, kept or shown.
 */
@Tag("slow")
class ExportSecretsTest {
  private static final long LIMIT_MILLIS = 300_000;
  private static final String SIGNATURE = "X-Amz-Signature=";

  /** Pages that show settings, plans, closures or messages. */
  private static final List<String> PAGES =
      List.of(
          "/environment/",
          "/jobs/",
          "/stages/",
          "/storage/",
          "/executors/",
          "/SQL/",
          "/api/v1/applications");

  @TempDir private static Path folder;
  private static Lake lake;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();

  @BeforeAll
  static void makeLake() {
    lake = HeavyDays.lake(folder.resolve("lake"), 15_000);
  }

  @Test
  void anExportThatSucceedsShowsNoSecret() throws Exception {
    Run run = run("ok", server.secretKey(), server.endpoint());
    assertEquals(0, run.exit);
    assertTrue(run.pages.size() >= PAGES.size(), () -> run.pages.size() + " pages were seen");
    assertNowhere(run, server.secretKey());
  }

  @Test
  void aRefusedPartShowsNoSecret() throws Exception {
    try (S3Gate gate = new S3Gate(server.port())) {
      gate.inject("PUT .*partNumber=1&", 0, Fault.answer(403, "AccessDenied"));
      Run run = run("denied", server.secretKey(), gate.endpoint());
      assertEquals(4, run.exit);
      assertNowhere(run, server.secretKey());
    }
  }

  @Test
  void aWrongSecretIsNotShownEither() throws Exception {
    String wrong = "a-secret-that-is-wrong/+=" + bucket;
    Run run = run("wrong", wrong, server.endpoint());
    assertEquals(4, run.exit);
    assertNowhere(run, wrong);
  }

  private record Run(int exit, Path folder, List<String> pages) {}

  private Run run(String name, String secret, String endpoint) throws Exception {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(home.resolve("events"));
    int port = freePort();
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.put("AWS_SECRET_ACCESS_KEY", secret);
    environment.put("FLOWLAKE_S3_ENDPOINT", endpoint);
    environment.put("FLOWLAKE_LOG_LEVEL", "info");
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    List<String> pages = new ArrayList<>();
    try (JavaChild child =
        JavaChild.startLogged(
            Main.class, environment, home.resolve("printed"), jvm(home, port), arguments(home))) {
      OptionalInt exit = OptionalInt.empty();
      long end = System.currentTimeMillis() + LIMIT_MILLIS;
      while (exit.isEmpty() && System.currentTimeMillis() < end) {
        exit = child.exitCode(300);
        for (String page : PAGES) {
          see("http://127.0.0.1:" + port + page, pages);
        }
      }
      return new Run(exit.orElseThrow(), home, pages);
    }
  }

  private static List<String> jvm(Path home, int port) {
    return List.of(
        "-Xmx1g",
        "-Dspark.master=local[2]",
        "-Dspark.ui.port=" + port,
        "-Dspark.driver.host=127.0.0.1",
        "-Dspark.driver.bindAddress=127.0.0.1",
        "-Dspark.eventLog.enabled=true",
        "-Dspark.eventLog.compress=false",
        "-Dspark.eventLog.dir=" + home.resolve("events").toUri(),
        "-Dspark.databricks.delta.snapshotPartitions=1",
        "-Djava.io.tmpdir=" + home,
        "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile", ""));
  }

  private String[] arguments(Path home) {
    return new String[] {
      "export",
      "--debug",
      "--lake",
      lake.root(),
      "--date",
      HeavyDays.FIRST.toString(),
      "--target",
      "s3://" + bucket + "/logs",
      "--columns",
      HeavyDays.request(lake).columnNames(),
      "--compression-level",
      "1",
      "--summary",
      home.resolve("summary.json").toString()
    };
  }

  private static void see(String address, List<String> pages) {
    try {
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(address))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (page.statusCode() == 200) {
        pages.add(page.body());
      }
    } catch (IOException e) {
      // Not up yet, or over.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Neither in a page nor in a file of the run or of the lake. */
  private static void assertNowhere(Run run, String secret) throws IOException {
    for (String page : run.pages) {
      assertFalse(page.contains(secret) || page.contains(SIGNATURE), page);
    }
    List<Path> files = new ArrayList<>();
    for (Path root : List.of(run.folder, Path.of(lake.root()).resolve("export_log"))) {
      try (Stream<Path> below = Files.walk(root)) {
        below.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    assertTrue(files.stream().anyMatch(f -> f.toString().contains("events")), "no event log");
    assertTrue(Files.size(run.folder.resolve("printed")) > 0, "nothing was printed");
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      assertFalse(contains(content, secret), () -> "the secret is in " + file);
      assertFalse(contains(content, SIGNATURE), () -> "a signature is in " + file);
    }
  }

  private static boolean contains(byte[] content, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at + wanted.length <= content.length; at++) {
      if (content[at] == wanted[0]
          && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
