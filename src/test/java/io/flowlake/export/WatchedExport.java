package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.FreePorts;
import io.flowlake.JavaChild;
import io.flowlake.S3Gate;
import io.flowlake.SparkHome;
import io.flowlake.SparkPages;
import io.flowlake.cli.Main;
import io.flowlake.lake.Lake;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An export by the command, with {@code --debug}, whose Spark UI and files were watched.
 *
 * @param exit its exit code
 * @param home where it kept, printed and logged everything
 * @param pages of the UI, by path
 * @param executors the folders in which executors worked
 * @param signed what it asked the store, signatures and all
 */
record WatchedExport(
    int exit,
    Path home,
    Path lake,
    Map<String, String> pages,
    List<Path> executors,
    List<String> signed) {
  private static final long LIMIT_MILLIS = 300_000;
  private static final Pattern SIGNATURE = Pattern.compile("X-Amz-Signature=([0-9a-f]+)");
  private static final Path WORK = Path.of("target", "spark-home", "work");

  /** Runs it to {@code target}, through {@code gate}. */
  static WatchedExport run(
      Path home,
      Lake lake,
      String master,
      String target,
      Map<String, String> environment,
      S3Gate gate)
      throws Exception {
    Files.createDirectories(home.resolve("events"));
    int port = FreePorts.one();
    Map<String, String> all = new HashMap<>(SparkHome.environment());
    all.put("FLOWLAKE_LOG_LEVEL", "info");
    all.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    all.putAll(environment);
    Set<Path> before = new LinkedHashSet<>(below(WORK, 1));
    Map<String, String> pages = new TreeMap<>();
    try (JavaChild child =
        JavaChild.startLogged(
            Main.class,
            all,
            home.resolve("printed"),
            options(home, master, port),
            arguments(home, lake, target))) {
      OptionalInt exit = OptionalInt.empty();
      long end = System.currentTimeMillis() + LIMIT_MILLIS;
      boolean joining = false;
      for (int look = 1; exit.isEmpty() && System.currentTimeMillis() < end; look++) {
        exit = child.exitCode(500);
        // The UI takes a while: seldom, and once when all tasks are done.
        if (!joining && (look % 10 == 0 || gate.isJoining())) {
          joining = gate.isJoining();
          pages.putAll(SparkPages.now(port));
        }
      }
      List<Path> executors =
          below(WORK, 1).stream().filter(path -> !before.contains(path)).toList();
      return new WatchedExport(
          exit.orElseThrow(), home, Path.of(lake.root()), pages, executors, gate.requests());
    }
  }

  private static List<String> options(Path home, String master, int port) {
    List<String> options = new ArrayList<>(SparkHome.driverOptions());
    options.addAll(ExportProcess.eventsInto(home.resolve("events")));
    options.addAll(
        List.of(
            "-Xmx1g",
            "-Dspark.master=" + master,
            "-Dspark.ui.port=" + port,
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.databricks.delta.snapshotPartitions=1",
            "-Djava.io.tmpdir=" + home,
            "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile", "")));
    return options;
  }

  private static String[] arguments(Path home, Lake lake, String target) {
    return new String[] {
      "export",
      "--debug",
      "--lake",
      lake.root(),
      "--date",
      HeavyDays.FIRST.toString(),
      "--target",
      target,
      "--columns",
      HeavyDays.request(lake).columnNames(),
      "--compression-level",
      "1",
      "--summary",
      home.resolve("summary.json").toString()
    };
  }

  /** Each text is in the path or the content of a page. */
  void assertSaw(String... texts) {
    for (String text : texts) {
      assertTrue(
          pages.entrySet().stream()
              .anyMatch(page -> page.getKey().contains(text) || page.getValue().contains(text)),
          () -> text + " is not in " + pages.keySet());
    }
  }

  /** There is something to look through. */
  void assertExecutorsLogged() throws IOException {
    List<Path> logs = files(executors).stream().filter(file -> file.endsWith("stderr")).toList();
    assertFalse(logs.isEmpty(), () -> "no logs in " + executors);
    for (Path log : logs) {
      assertTrue(Files.size(log) > 0, () -> log + " is empty");
    }
  }

  /** Neither in a page nor in a file of the run, of its executors or of the lake's ledger. */
  void assertNowhere(String... secrets) throws IOException {
    List<String> hidden = new ArrayList<>(List.of("Signature=", "X-Amz-Security-Token="));
    for (String secret : secrets) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      hidden.addAll(List.of(secret, encoded, encoded.replace("+", "%20")));
    }
    hidden.addAll(signatures());
    pages.forEach((path, page) -> assertHidden(hidden, page, path));
    List<Path> roots = new ArrayList<>(executors);
    roots.addAll(List.of(home, lake.resolve("export_log")));
    List<Path> files = files(roots);
    assertTrue(files.stream().anyMatch(f -> f.toString().contains("events")), "no event log");
    assertTrue(Files.size(home.resolve("printed")) > 0, "nothing was printed");
    for (Path file : files) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertHidden(hidden, content, file.toString());
    }
  }

  /** The values alone: hexadecimal digits that are nowhere else. */
  private Set<String> signatures() {
    Set<String> found = new LinkedHashSet<>();
    for (String request : signed) {
      Matcher signature = SIGNATURE.matcher(request);
      if (signature.find()) {
        found.add(signature.group(1));
      }
    }
    return found;
  }

  private static void assertHidden(List<String> hidden, String text, String where) {
    for (int i = 0; i < hidden.size(); i++) {
      int kind = i;
      assertEquals(-1, text.indexOf(hidden.get(i)), () -> "secret " + kind + " is in " + where);
    }
  }

  private static List<Path> files(List<Path> roots) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : roots) {
      files.addAll(below(root, Integer.MAX_VALUE).stream().filter(Files::isRegularFile).toList());
    }
    return files;
  }

  private static List<Path> below(Path root, int depth) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root, depth)) {
      return paths.filter(path -> !path.equals(root)).toList();
    }
  }
}
