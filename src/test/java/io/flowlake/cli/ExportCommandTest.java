package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.SparkFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** export and exports as a user runs them, to a folder. */
class ExportCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADER =
      "start_time,end_time,protocol,source_node,source_ip,source_port,dest_node,dest_ip,dest_port,recv_bytes,sent_bytes,tcp_flags,node";

  @TempDir Path folder;
  private String lake;
  private String target;
  private Path summary;

  @BeforeEach
  void prepare() {
    SparkFixture.session(); // the commands take the session that is open
    lake = folder.resolve("lake").toString();
    target = folder.resolve("out").toString();
    summary = folder.resolve("summary.json");
  }

  @Test
  void aDayIsPlannedExportedListedAndStaleAfterLateFlows() throws IOException {
    compact("1", record("n1", 1, 1), record("n1", 1, 2), record("n2", 2, 3));
    MainTest.Run dry = export("--date", "2026-11-01", "--dry-run");
    assertAll(
        () -> assertEquals("", dry.err()),
        () -> assertEquals(0, dry.exitCode()),
        () ->
            assertLines(
                dry.out(),
                "2026-11-01: would write .*/out/tg-flow-logs-2026-11-01.csv.gz: about [\\d.]+ k?B in one part",
                "    of flows at version 1: 1 of 2 partitions, 1 of 2 files, [\\d.]+ kB of [\\d.]+ kB; 2 flows of the day in all"),
        () -> assertFalse(Files.exists(Path.of(target)), "a dry run makes nothing"));

    MainTest.Run first =
        export("--from", "2026-11-01", "--to", "2026-11-02", "--summary", summary.toString());
    assertAll(
        () -> assertEquals("", first.err()),
        () -> assertEquals(0, first.exitCode()),
        () ->
            assertLines(
                first.out(),
                "2026-11-01: 2 flows, \\d+ B in 1 part, .*/out/tg-flow-logs-2026-11-01.csv.gz \\(.* s\\)",
                "2026-11-02: 1 flow, \\d+ B in 1 part, .*/out/tg-flow-logs-2026-11-02.csv.gz \\(.* s\\)",
                "2 days exported: 3 flows, \\d+ B \\(.* s\\)"),
        () ->
            assertEquals(
                List.of(
                    HEADER,
                    "2026-11-01T00:00:01.000Z,2026-11-01T00:01:00.000Z,TCP,,10.0.0.1,,,10.0.0.2,,,,,n1",
                    "2026-11-01T00:00:02.000Z,2026-11-01T00:01:00.000Z,TCP,,10.0.0.1,,,10.0.0.2,,,,,n1"),
                object("2026-11-01")));
    JsonNode report = JSON.readTree(summary.toFile());
    assertAll(
        () -> assertEquals("export", report.get("command").asText()),
        () -> assertEquals(0, report.get("exit").asInt()),
        () -> assertEquals(3, report.get("flows").asLong()),
        () -> assertEquals(2, report.get("days").size()),
        () -> assertEquals(2, report.at("/days/0/flows").asLong()),
        () -> assertEquals(1, report.at("/days/0/parts").asInt()),
        () ->
            assertEquals(
                sha256(Files.readAllBytes(file("2026-11-01"))),
                report.at("/days/0/sha256").asText()));

    assertEquals(
        "nothing to export: no day that was exported to %s is stale\n".formatted(target),
        export("--stale").out());
    compact("2", record("n1", 2, 9));
    flowlake("maintain", "--lake", lake);
    assertLines(
        exports("--target", target).out(),
        "Day +State +Last run +Flows +Bytes +Parts +Version +Exported +Object",
        "2026-11-01  current  done +2 .*",
        "2026-11-02  stale    done +1 .*",
        "2 exports: 1 current, 1 stale, 0 never done; flowlake export --stale --target .* exports these again");
    assertLines(
        export("--stale").out(),
        "2026-11-02: 2 flows, \\d+ B in 1 part, .*/out/tg-flow-logs-2026-11-02.csv.gz \\(.* s\\)");
    assertEquals(3, object("2026-11-02").size());
    assertTrue(exports().out().endsWith("2 exports: 2 current, 0 stale, 0 never done\n"));
  }

  private void compact(String name, String... records) throws IOException {
    Path raw = Files.createDirectories(folder.resolve("raw"));
    Files.writeString(raw.resolve(name + ".json"), String.join("\n", records) + "\n");
    MainTest.Run run = flowlake("compact", "--raw", raw.toString(), "--lake", lake);
    assertEquals(0, run.exitCode(), run.err());
  }

  private MainTest.Run export(String... more) {
    return flowlake(and(new String[] {"export", "--lake", lake, "--target", target}, more));
  }

  private MainTest.Run exports(String... more) {
    return flowlake(and(new String[] {"exports", "--lake", lake}, more));
  }

  private static MainTest.Run flowlake(String... args) {
    return MainTest.Run.of(args);
  }

  private static String[] and(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }

  private Path file(String day) {
    return Path.of(target).resolve("tg-flow-logs-" + LocalDate.parse(day) + ".csv.gz");
  }

  private List<String> object(String day) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file(day))), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    }
    return lines;
  }

  private static String sha256(byte[] bytes) {
    return com.google.common.hash.Hashing.sha256().hashBytes(bytes).toString();
  }

  private static void assertLines(String text, String... patterns) {
    List<String> lines = text.lines().toList();
    assertEquals(patterns.length, lines.size(), text);
    for (int i = 0; i < patterns.length; i++) {
      assertTrue(lines.get(i).matches(patterns[i]), lines.get(i) + "\nis not\n" + patterns[i]);
    }
  }

  private static String record(String node, int day, int second) {
    return "{\"nodeId\":\"%s\",\"sourceIP\":\"10.0.0.1\",\"destIP\":\"10.0.0.2\",\"startTime\":\"2026-11-%02dT00:00:%02dZ\",\"endTime\":\"2026-11-%02dT00:01:00Z\",\"protocol\":\"TCP\"}"
        .formatted(node, day, second, day);
  }
}
