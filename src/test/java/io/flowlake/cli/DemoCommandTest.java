package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once, with few flows. */
class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void theDemoExportsAllFlowsOfItsLake() throws IOException {
    SparkFixture.session(); // the command takes the session that is open
    Path demo = folder.resolve("demo");
    MainTest.Run run = MainTest.Run.of("demo", "--dir", demo.toString(), "--flows", "2000");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        run.out().contains("   these are all flows that the lake has of the day\n"), run.out());
    long flows =
        SparkFixture.session()
            .read()
            .format("delta")
            .load(demo.resolve("lake/flows").toString())
            .count();
    assertEquals(2_000, flows);
    assertEquals(flows + 1, lines(demo.resolve("export/tg-flow-logs-2026-11-01.csv.gz")));
  }

  private static long lines(Path object) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
      return reader.lines().count();
    }
  }
}
