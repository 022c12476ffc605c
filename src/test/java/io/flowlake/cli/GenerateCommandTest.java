package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
  @TempDir Path folder;

  @Test
  void writesDumpsAndReports() throws IOException {
    Path summary = folder.resolve("summary.json");
    MainTest.Run run =
        MainTest.Run.of(
            ("generate --flows 20000 --nodes 7 --days 2 --dumps 10 --dirty --redeliver 0.01 --out "
                    + folder.resolve("raw")
                    + " --summary "
                    + summary)
                .split(" "));
    JsonNode report = new ObjectMapper().readTree(summary.toFile());
    assertAll(
        () -> assertEquals("", run.err()),
        () -> assertEquals(0, run.exitCode()),
        () ->
            assertTrue(
                run.out()
                    .startsWith(
                        "20,000 flows of 7 nodes, 2026-11-01 to 2026-11-02 UTC, seed 1, in 10 dumps into "),
                run.out()),
        () -> assertTrue(run.out().contains("a compaction must count 20,000 new + 1"), run.out()),
        () -> assertTrue(run.out().contains("/s"), run.out()),
        () -> assertEquals(20_000, report.get("new").asLong()),
        () -> assertEquals("2026-11-01", report.get("start").asText()),
        () -> assertEquals(2, report.get("rejected").asLong()),
        () -> assertEquals(1, report.get("lines_by_kind").get("truncated").asLong()),
        () -> assertEquals(100, report.get("lines_by_kind").get("copy").asLong()));
    try (Stream<Path> files = Files.walk(folder.resolve("raw"))) {
      assertEquals(10, files.filter(file -> file.toString().endsWith(".jsonl.gz")).count());
    }
  }

  @Test
  void aDryRunWritesNothing() {
    MainTest.Run run =
        MainTest.Run.of(
            "generate", "--flows", "1000000000", "--out", "" + folder.resolve("dry"), "--dry-run");
    assertAll(
        () -> assertEquals(0, run.exitCode()),
        () -> assertTrue(run.out().contains("count 1,000,000,000 new + "), run.out()),
        () -> assertFalse(Files.exists(folder.resolve("dry"))));
  }
}
