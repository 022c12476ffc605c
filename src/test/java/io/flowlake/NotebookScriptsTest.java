package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/notebooks} in a copy of the repository whose {@code scripts/flowlake} and Python
 * only write down how they were called: what it starts, with which settings. {@code NotebooksTest}
 * executes the notebooks.
 */
class NotebookScriptsTest {
  private static final Path DOCS = Path.of("docs/notebooks.md");

  /** Generates two days, compacts into a table's folder, tells two jars. */
  private static final String FLOWLAKE =
      """
      #!/usr/bin/env bash
      if [ -n "${FLOWLAKE_TELL_JARS:-}" ]; then echo /jars/flowlake.jar,/jars/delta.jar; exit 0; fi
      echo "flowlake $*" >>"$CALLS"
      while [ $# -gt 0 ]; do
        case $1 in
          --out) mkdir -p "$2/2026-11-01" "$2/2026-11-02" ;;
          --lake) mkdir -p "$2/flows/_delta_log" ;;
        esac
        shift
      done
      """;

  private static final String PYTHON =
      """
      #!/usr/bin/env bash
      case "$*" in *os.path.dirname*) echo /pyspark; exit 0 ;; esac
      echo "python $* lake=${FLOWLAKE_LAKE:-}" >>"$CALLS"
      rm -rf "$CALLS.conf"
      [ ! -d "${SPARK_CONF_DIR:-}" ] || cp -r "$SPARK_CONF_DIR" "$CALLS.conf"
      """;

  @TempDir Path folder;
  private Path home;

  /** What was printed to both outputs, and how it ended. */
  private record Run(int exitCode, String printed) {}

  @BeforeEach
  void copyTheRepository() throws IOException {
    home = Files.createDirectory(folder.resolve("with space"));
    Files.createDirectories(home.resolve("scripts"));
    Files.createDirectories(home.resolve("notebooks"));
    Files.createDirectories(home.resolve("jobs/conf"));
    Files.copy(Path.of("jobs/conf/log4j2.properties"), home.resolve("jobs/conf/log4j2.properties"));
    try (Stream<Path> notebooks = Files.list(Path.of("notebooks"))) {
      for (Path file : notebooks.filter(file -> file.toString().endsWith(".py")).toList()) {
        Files.copy(file, home.resolve("notebooks").resolve(file.getFileName()));
      }
    }
    script("scripts/notebooks", Files.readString(Path.of("scripts/notebooks")));
    script("scripts/flowlake", FLOWLAKE);
    script("scripts/python-env", "#!/bin/sh\necho \"" + home + "/python\"\n");
    script("python", PYTHON);
  }

  @Test
  void theDemoLakeIsMadeOnceADayAfterAnother() throws Exception {
    assertEquals(0, run(Map.of(), "scripts/notebooks --run").exitCode());
    List<String> calls = calls();
    assertAll(
        calls.toString(),
        () -> assertEquals(4, calls.size()),
        () -> assertTrue(calls.get(0).contains("generate --flows 350000 "), calls.get(0)),
        () -> assertTrue(calls.get(0).contains(" --incidents "), calls.get(0)),
        () -> assertTrue(calls.get(1).matches("flowlake compact --raw .*/raw/2026-11-01 .*")),
        () -> assertTrue(calls.get(2).matches("flowlake compact --raw .*/raw/2026-11-02 .*")),
        () -> assertTrue(calls.get(3).endsWith("lake=" + home + "/target/notebooks/lake")));
    run(Map.of(), "scripts/notebooks --run");
    assertEquals(5, calls().size(), "the lake is there");
    try (Stream<Path> left = Files.list(home.resolve("target/notebooks"))) {
      assertFalse(left.anyMatch(file -> file.toString().contains("making")));
    }
  }

  @Test
  void sparkGetsOurJarsAndTheUsersSettings() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("spark-defaults.conf"),
        "spark.master spark://x:7077\nspark.jars /site/a.jar\nspark.sql.extensions=org.Site");
    lake();
    Run run = run(Map.of("SPARK_CONF_DIR", conf.toString()), "scripts/notebooks --lake lake --run");
    assertEquals(0, run.exitCode(), run.printed());
    String written = settings();
    assertAll(
        written,
        () ->
            assertTrue(
                written.contains(
                    "\n"
                        + "spark.sql.catalog.spark_catalog"
                        + " org.apache.spark.sql.delta.catalog.DeltaCatalog\n")),
        () -> assertTrue(written.startsWith("spark.master spark://x:7077\n")),
        () ->
            assertTrue(
                written.contains("\nspark.jars /site/a.jar,/jars/flowlake.jar,/jars/delta.jar\n")),
        () ->
            assertTrue(
                written.contains(
                    "\nspark.sql.extensions org.Site,io.delta.sql.DeltaSparkSessionExtension\n")));
  }

  @Test
  void aCatalogOfTheUsersStays() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("spark-defaults.conf"),
        "spark.sql.catalog.spark_catalog: org.Site\n"
            + "spark.sql.extensions io.delta.sql.DeltaSparkSessionExtension");
    lake();
    run(Map.of("SPARK_CONF_DIR", conf.toString()), "scripts/notebooks --lake lake --run");
    String written = settings();
    assertAll(
        written,
        () -> assertFalse(written.contains("DeltaCatalog")),
        () ->
            assertTrue(
                written.endsWith(
                    "\nspark.sql.extensions io.delta.sql.DeltaSparkSessionExtension\n")));
  }

  @Test
  void aRunInsideARunTakesTheUsersSettings() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(conf.resolve("spark-defaults.conf"), "spark.master spark://x:7077\n");
    lake();
    String command = "scripts/notebooks --lake lake --run";
    run(Map.of("SPARK_CONF_DIR", conf.toString()), command);
    String once = settings();
    // as a terminal in Jupyter has it
    Path kept = Files.move(folder.resolve("calls.txt.conf"), folder.resolve("kept"));
    run(Map.of("SPARK_CONF_DIR", kept.toString()), command);
    assertEquals(once, settings());
  }

  @Test
  void settingsOfARunStayUntilItIsOver() throws Exception {
    lake();
    long alive = ProcessHandle.current().pid();
    Path ofAnother =
        Files.createDirectories(home.resolve("target/notebooks/conf." + alive + ".abc"));
    Path ofOneThatIsOver = ofAnother.resolveSibling("conf.2147483647.abc");
    Files.createDirectory(ofOneThatIsOver);
    assertEquals(0, run(Map.of(), "scripts/notebooks --lake lake --run").exitCode());
    try (Stream<Path> left = Files.list(ofAnother.getParent())) {
      assertEquals(
          List.of(ofAnother),
          left.filter(path -> path.getFileName().toString().startsWith("conf.")).toList(),
          "neither that of a process that is over, nor ours");
    }
  }

  @Test
  void theSettingsOfTheUsersSparkAreTaken() throws Exception {
    Path conf = Files.createDirectories(folder.resolve("spark/conf"));
    Files.writeString(conf.resolve("spark-defaults.conf"), "spark.master spark://y:7077\n");
    lake();
    String spark = conf.getParent().toString();
    run(Map.of("SPARK_HOME", spark), "scripts/notebooks --lake lake --run");
    assertTrue(settings().startsWith("spark.master spark://y:7077\n"), settings());
    Path own = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(own.resolve("spark-defaults.conf"), "spark.master spark://x:7077\n");
    run(
        Map.of("SPARK_HOME", spark, "SPARK_CONF_DIR", own.toString()),
        "scripts/notebooks --lake lake --run");
    assertTrue(settings().startsWith("spark.master spark://x:7077\n"), settings());
  }

  @Test
  void everyCommandOfTheDocumentRuns() throws Exception {
    lake();
    Files.createDirectory(folder.resolve("conf"));
    List<String> commands = commands();
    assertTrue(commands.size() >= 9, commands.toString());
    for (String command : commands) {
      Run run = run(Map.of(), command);
      assertEquals(0, run.exitCode(), () -> command + "\n" + run.printed());
    }
    String calls = String.join("\n", calls());
    assertAll(
        calls,
        () -> assertTrue(calls.contains("-m jupyter lab ")),
        () -> assertTrue(calls.contains(" --no-browser --port 8899 ")),
        () -> assertTrue(calls.contains("notebooks 01-explore 04-quality lake=")),
        () -> assertTrue(calls.contains("lake=s3a://flow-logs/lake")),
        () -> assertTrue(calls.contains("lake=" + folder + "/./lake")),
        () -> assertTrue(calls.contains("notebooks.py pair ")),
        () -> assertTrue(calls.contains("import pyspark; print")));
  }

  @Test
  void mistakesAreToldInWords() throws Exception {
    assertEquals(
        new Run(
            3,
            "notebooks: Cannot read "
                + folder
                + "/none: it has no table of flows; name a lake with --lake, or make one with"
                + " scripts/flowlake compact\n"),
        run(Map.of(), "scripts/notebooks --lake none"));
    assertEquals(
        new Run(2, "notebooks: Cannot run 09-none: there is no notebooks/09-none.py\n"),
        run(Map.of(), "scripts/notebooks --run 09-none"));
    assertEquals(
        new Run(2, "notebooks: Cannot run: --lake needs the lake's folder or URI\n"),
        run(Map.of(), "scripts/notebooks --lake"));
    assertEquals(
        new Run(
            2,
            "notebooks: Cannot take --no-browser with --run: it is for jupyter lab, which --run"
                + " does not start; leave it out, and put names of notebooks after --run\n"),
        run(Map.of(), "scripts/notebooks --run 01-explore --no-browser"));
  }

  /** What the last run gave to Spark. */
  private String settings() throws IOException {
    return Files.readString(folder.resolve("calls.txt.conf/spark-defaults.conf"));
  }

  /** Lines of the document's shell blocks. */
  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    boolean shell = false;
    for (String line : Files.readAllLines(DOCS)) {
      if (line.startsWith("```")) {
        shell = line.equals("```sh");
      } else if (shell && !line.isBlank()) {
        commands.add(line);
      }
    }
    return commands;
  }

  private void lake() throws IOException {
    Files.createDirectories(folder.resolve("lake/flows/_delta_log"));
  }

  /** Runs a command as it stands, in a folder that is not the repository. */
  private Run run(Map<String, String> environment, String command) throws Exception {
    String there = command.replace("scripts/", "'" + home + "'/scripts/");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", there).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FLOWLAKE_"));
    builder.environment().remove("SPARK_HOME");
    builder.environment().remove("SPARK_CONF_DIR");
    builder.environment().putAll(environment);
    builder.environment().put("CALLS", folder.resolve("calls.txt").toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), printed);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls.txt"));
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
