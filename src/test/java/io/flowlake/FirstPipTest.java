package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code scripts/python-env} gets pip where Python has none, from an index of this machine. */
class FirstPipTest {
  private static final String WHEEL = "pip-1.2-py3-none-any.whl";
  private static final byte[] CONTENT = "a wheel".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String page = "";

  /** What was printed to both outputs, and how it ended. */
  private record Run(int exitCode, String printed) {}

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          String path = exchange.getRequestURI().getPath();
          asked.add(path + " " + (authorization == null ? "-" : authorization));
          byte[] answer = path.endsWith(".whl") ? CONTENT : page.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(path.startsWith("/none") ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    page = page(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theWheelIsFoundOnTheIndex() throws Exception {
    Run run = fetch(Map.of("PIP_INDEX_URL", address("") + "/simple"));
    assertAll(
        () -> assertEquals(0, run.exitCode(), run.printed()),
        () -> assertEquals(CONTENT.length, Files.size(folder.resolve(WHEEL))),
        () -> assertEquals(List.of("/simple/pip/ -", "/files/" + WHEEL + " -"), asked));
  }

  @Test
  void credentialsGoToTheIndexAndIntoNoMessage() throws Exception {
    Run run = fetch(Map.of("PIP_INDEX_URL", address("me:s3cret@") + "/none"));
    String basic =
        "Basic " + Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));
    assertAll(
        () -> assertEquals(List.of("/none/pip/ " + basic), asked),
        () -> assertEquals(1, run.exitCode()),
        () -> assertTrue(run.printed().contains("/none/pip/ did not give pip: "), run.printed()),
        () -> assertTrue(!run.printed().contains("s3cret"), run.printed()));
  }

  @Test
  void pipsOwnFileOfSettingsCounts() throws Exception {
    Path conf = folder.resolve("pip.conf");
    Files.writeString(conf, "[global]\nindex-url = " + address("") + "/mirror\n");
    Run run = fetch(Map.of("PIP_CONFIG_FILE", conf.toString()));
    assertAll(
        () -> assertEquals(0, run.exitCode(), run.printed()),
        () -> assertEquals("/mirror/pip/ -", asked.get(0)));
  }

  @Test
  void aFolderOfWheelsNeedsNoIndex() throws Exception {
    Path wheels = Files.createDirectory(folder.resolve("wheels"));
    Files.write(wheels.resolve(WHEEL), CONTENT);
    Run run = fetch(Map.of("PIP_FIND_LINKS", wheels.toString(), "PIP_NO_INDEX", "1"));
    assertAll(
        () -> assertEquals(0, run.exitCode(), run.printed()), () -> assertEquals(List.of(), asked));
  }

  @Test
  void whatIsNotWhatTheIndexSaysIsRefused() throws Exception {
    page = page("0".repeat(64));
    Run run = fetch(Map.of("PIP_INDEX_URL", address("") + "/simple"));
    assertAll(
        () -> assertEquals(1, run.exitCode()),
        () ->
            assertTrue(
                run.printed().contains("is not what the index says it is (SHA-256)"),
                run.printed()));
  }

  @Test
  void noIndexIsToldInWords() throws Exception {
    server.stop(0);
    Run run = fetch(Map.of("PIP_INDEX_URL", address("") + "/simple"));
    assertAll(
        () -> assertEquals(1, run.exitCode()),
        () -> assertTrue(run.printed().contains("Connection refused"), run.printed()));
  }

  private static String page(String sha256) {
    return "<html><a href=\"../../files/pip-1.1-py3-none-any.whl\">1.1</a>"
        + "<a href='../../files/%s#sha256=%s'>1.2</a></html>".formatted(WHEEL, sha256);
  }

  private String address(String credentials) {
    return "http://" + credentials + "127.0.0.1:" + server.getAddress().getPort();
  }

  private Run fetch(Map<String, String> settings) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-I", "-c"));
    command.add(
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import first_pip; "
            + "first_pip.fetch_pip('1.2', pathlib.Path(sys.argv[2]))");
    command.add(Path.of("scripts/python").toAbsolutePath().toString());
    command.add(folder.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("PIP_")
                    || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().putAll(settings);
    Process process;
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      Skip.because("there is no python3: " + e.getMessage());
      throw e;
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), printed);
  }
}
