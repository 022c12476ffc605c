package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.PythonSpark;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/sql.md has users start, started: with the jar, in processes, as it stands there. */
@Tag("slow")
class SqlProcessesTest {
  @TempDir Path folder;
  private String docs;

  @BeforeEach
  void makeWorkingCopy() throws IOException, InterruptedException {
    PythonSpark.home(); // or skipped
    docs = Files.readString(SqlDocsTest.DOCS);
    Path target = Files.createDirectory(folder.resolve("target"));
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(
            System.out,
            System.err,
            "--create",
            "--file",
            target.resolve("flowlake.jar").toString(),
            "-C",
            Path.of("target", "classes").toString(),
            ".");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Files.writeString(
        target.resolve("classpath.txt"),
        Arrays.stream(classPath.split(File.pathSeparator, -1))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(Collectors.joining(":")));
    Files.createSymbolicLink(folder.resolve("lake"), SearchLake.tour());
    Files.writeString(
        folder.resolve("spark-defaults.conf"),
        "spark.master local[2]\nspark.ui.enabled false\nspark.driver.host 127.0.0.1\nspark.driver.extraJavaOptions -XX:TieredStopAtLevel=1\n");
  }

  @Test
  void theShellHasTheViewThatSqlSetupMakes() throws IOException, InterruptedException {
    setup();
    assertEquals("20000", bash(block("sh", 1)).strip());
  }

  @Test
  void aViewThatStaysIsThereForTheNextShell() throws IOException, InterruptedException {
    Path odd = Files.createSymbolicLink(folder.resolve("it's `odd` %41"), SearchLake.tour());
    setup("--lake", odd.toString(), "--database", "net", "--view", "the_flows");
    String shell =
        block("sh", 1).replace("SELECT count(*) FROM flows", "SELECT count(*) FROM net.the_flows");
    assertEquals("20000", bash(shell).strip());
    assertEquals("20000", bash(shell.replace("-i setup.sql", "")).strip());
  }

  @Test
  void thePythonProgramWorksBothWays() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("program.py"), block("python", 0));
    String jars = block("sh", 1).lines().findFirst().orElseThrow() + "\n";
    String program = "\"" + PythonSpark.python() + "\" program.py\n";
    assertEquals(
        "1000",
        bash(jars + "export PYSPARK_SUBMIT_ARGS=\"--jars $jars pyspark-shell\"\n" + program)
            .strip());
    int port = SameSearchTest.freePort();
    String server =
        block("sh", 2)
            .replace(
                "spark-internal",
                "--conf spark.connect.grpc.binding.address=127.0.0.1 --conf spark.connect.grpc.binding.port="
                    + port
                    + " spark-internal");
    Path log = folder.resolve("server.txt");
    Process running =
        process(jars + "exec " + server)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      SameSearchTest.awaitPort(running, port, log);
      assertEquals(
          "1000",
          bash("export SPARK_REMOTE=sc://127.0.0.1:%d\n%s".formatted(port, program)).strip());
    } finally {
      running.destroyForcibly().waitFor();
    }
  }

  private void setup(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("sql-setup"));
    words.addAll(List.of(options));
    MainTest.Run run =
        MainTest.Run.in(
            Map.of("FLOWLAKE_LAKE", folder.resolve("lake").toString()),
            words.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
    Files.writeString(folder.resolve("setup.sql"), run.out());
    assertTrue(docs.contains("\nscripts/flowlake sql-setup --lake lake > setup.sql\n"));
  }

  private String bash(String script) throws IOException, InterruptedException {
    return PythonSpark.output(process(script));
  }

  private ProcessBuilder process(String script) throws IOException, InterruptedException {
    return PythonSpark.process(folder, List.of("bash", "-euc", script));
  }

  /** The content of a fenced block of docs/sql.md, counted from 0 among those of its language. */
  private String block(String language, int index) {
    Pattern block =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    List<String> blocks =
        block.matcher(docs).results().map((MatchResult found) -> found.group(1)).toList();
    return blocks.get(index);
  }
}
