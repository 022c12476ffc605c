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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  static Stream<Arguments> usageErrors() {
    return Stream.of(
        Arguments.of("", "Missing required options: '--flows=N', '--out=URI'"),
        Arguments.of(
            "--out x --flows many", "Invalid value for option '--flows': 'many' is not a long"),
        Arguments.of(
            "--out x --flows 1 --format xml",
            "Invalid value for option '--format': expected one of [JSON, CSV] (case-insensitive) but was 'xml'"),
        Arguments.of(
            "--out x --flows 1 --compression zip",
            "Invalid value for option '--compression': expected one of [GZ, NONE] (case-insensitive) but was 'zip'"),
        Arguments.of(
            "--out x --flows 1 --late 2",
            "flowlake generate: Cannot generate: the share of late flows is 2.0, not within 0 to 1"),
        Arguments.of(
            "--out x --flows 1 --late 0.6 --redeliver 0.6",
            "flowlake generate: Cannot generate: late flows (share 0.6) are neither open nor copied nor redelivered (0.01, 0.005, 0.6): late and each of these must not exceed 1 together"),
        Arguments.of(
            "--out x --flows 1 --threads 0",
            "flowlake generate: Cannot generate: the number of threads is 0, not within 1 to 1,024"),
        Arguments.of(
            "--out src --flows 1",
            "flowlake generate: Cannot generate into src: it is not empty; name another folder, or add --append to put the dumps beside what is there"));
  }

  @ParameterizedTest
  @MethodSource("usageErrors")
  void usageErrorsAreToldAndGiveTwo(String options, String message) {
    MainTest.Run run = MainTest.Run.of(("generate " + options).strip().split(" "));
    assertAll(
        () -> assertEquals(2, run.exitCode()),
        () -> assertEquals(message, run.err().lines().findFirst().orElse("")));
  }
}
