package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.model.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/schedule.md and jobs/README.md say what the code does. Outputs are those of the commands;
 * the lines for a shell are run in one, with stand-ins for the tools of schedulers that look
 * whether the files they are given are there.
 */
class ScheduleDocsTest {
  private static final Path DOCS = Path.of("docs/schedule.md");
  private static final String DATA = "/data";
  private static final Pattern SHELL = Pattern.compile("(?s)\n```sh\n(.*?)\n```\n");
  private static final List<String> TOOLS =
      List.of("airflow", "chown", "crontab", "docker", "kubectl", "systemctl");

  /** Files among the arguments must be there, and so must a unit's. */
  private static final String TOOL =
      """
      #!/usr/bin/env bash
      for word in "$@"; do
        case $word in
          -) [ -n "$(cat)" ] ;;
          --from-env-file=*) [ -s "${word#*=}" ] ;;
          *.service) unit=${word/@*./@.}; [ -s "$ROOT/etc/systemd/system/$unit" ] ;;
          *.timer) [ -s "$ROOT/etc/systemd/system/$word" ] ;;
          /*) [ -e "$word" ] ;;
        esac || { echo "$(basename "$0"): there is no $word" >&2; exit 1; }
      done
      echo "$(basename "$0") $*" >>"$ROOT/called"
      """;

  @TempDir Path folder;

  @Test
  void theOutputsAreThoseOfTheCommands() throws IOException {
    SparkFixture.session(); // the commands take the session that is open
    ExportDocsTest.copy(SearchLake.tour(), folder.resolve("lake")); // others search in it
    Files.createDirectory(folder.resolve("data"));
    ConsoleDocs.check(DOCS, this::run, ExportDocsTest::masked);
  }

  @Test
  void shellsTakeTheirLines() throws Exception {
    JobFolder jobs = JobFolder.in(folder);
    prepareMachine(jobs);
    String blocks =
        SHELL
            .matcher(Files.readString(DOCS))
            .results()
            .map(block -> block.group(1))
            .reduce("set -euo pipefail\ncd \"$ROOT\"", (all, block) -> all + "\n" + block)
            .replaceAll("/(opt|etc|var)/", Matcher.quoteReplacement(folder + "/") + "$1/");
    Path script = Files.writeString(folder.resolve("script"), blocks);
    Map<String, String> environment =
        Map.of(
            "ROOT",
            folder.toString(),
            "AIRFLOW_HOME",
            folder.resolve("airflow").toString(),
            "PATH",
            folder.resolve("tools") + ":" + System.getenv("PATH"));

    JobFolder.Submission done = jobs.run(environment, List.of("bash", "-x", script.toString()));

    assertEquals(0, done.exitCode(), done.printed());
    assertEquals(5, done.calls(), "each submit script called spark-submit");
    List<String> called = Files.readAllLines(folder.resolve("called"));
    assertEquals(
        new TreeSet<>(TOOLS),
        new TreeSet<>(called.stream().map(line -> line.split(" ", 2)[0]).toList()));
    assertAll(
        () -> assertTrue(Files.exists(folder.resolve("airflow/dags/flowlake_dags.py"))),
        () -> assertInstalled("flowlake-", ".service"),
        () -> assertInstalled("flowlake-", ".timer"));
  }

  @Test
  void everyExitCodeIsThere() throws IOException {
    String docs = Files.readString(DOCS);
    List<Integer> missing =
        Arrays.stream(ExitCode.values())
            .map(ExitCode::number)
            .filter(number -> !docs.contains("\n| %d | ".formatted(number)))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void theReadmeNamesEveryFolder() throws IOException {
    String readme = Files.readString(Path.of("jobs/README.md"));
    try (Stream<Path> entries = Files.list(Path.of("jobs"))) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        assertTrue(readme.contains("| `" + entry.getFileName() + "/"), entry.toString());
      }
    }
  }

  /** A machine with a bundle and a Spark where the document has them. */
  private void prepareMachine(JobFolder jobs) throws IOException {
    for (String made : List.of("opt", "etc/systemd/system", "airflow/dags", "tools")) {
      Files.createDirectories(folder.resolve(made));
    }
    Files.createSymbolicLink(folder.resolve("opt/flowlake"), jobs.home());
    Files.createSymbolicLink(folder.resolve("opt/spark"), jobs.spark());
    Files.writeString(folder.resolve("keys.env"), "AWS_ACCESS_KEY_ID=\n");
    for (String tool : TOOLS) {
      Path file = Files.writeString(folder.resolve("tools").resolve(tool), TOOL);
      assertTrue(file.toFile().setExecutable(true));
    }
  }

  private void assertInstalled(String start, String ending) throws IOException {
    TreeSet<String> ours = new TreeSet<>();
    SystemdUnit.all(ending).forEach(unit -> ours.add(unit.name()));
    try (Stream<Path> files = Files.list(folder.resolve("etc/systemd/system"))) {
      List<String> installed =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith(start) && name.endsWith(ending))
              .sorted()
              .toList();
      assertEquals(List.copyOf(ours), installed);
    }
  }

  private List<String> run(String command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    String raw = SearchLake.tour().resolveSibling("raw").toString();
    words.replaceAll(
        word -> word.equals("/data/raw") ? raw : word.startsWith(DATA) ? folder + word : word);
    if (words.get(0).equals("cat")) {
      return Files.readAllLines(Path.of(words.get(1)));
    }
    assertEquals("flowlake", words.remove(0), command);
    Map<String, String> environment =
        Map.of("FLOWLAKE_LAKE", folder.resolve("lake").toString(), "HOME", folder.toString());
    StringWriter both = new StringWriter();
    PrintWriter out = new PrintWriter(both);
    Main.run(words.toArray(String[]::new), environment, out, out);
    out.flush();
    return both.toString().replace(folder.toString(), "").lines().toList();
  }
}
