package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import io.flowlake.S3ProxyServer;
import io.flowlake.SparkFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    assertEquals(
        1,
        SparkFixture.session()
            .read()
            .format("delta")
            .load(lake + "/export_log")
            .inputFiles()
            .length,
        "the ledger is folded");
    assertLines(
        exports("--target", target).out(),
        "Day +State +Last run +Flows +Bytes +Parts +Version +Exported +Where",
        "2026-11-01  current  done +2 .*",
        "2026-11-02  stale    done +1 .*",
        "2 exports: 1 current, 1 stale, 0 never done; flowlake export --stale --target .* exports these again, if given the filter and columns they have");
    assertLines(
        export("--stale").out(),
        "2026-11-02: 2 flows, \\d+ B in 1 part, .*/out/tg-flow-logs-2026-11-02.csv.gz \\(.* s\\)");
    assertEquals(3, object("2026-11-02").size());
    assertTrue(exports().out().endsWith("2 exports: 2 current, 0 stale, 0 never done\n"));
  }

  @Test
  void aBackfillGoesOnAfterADayThatFails() throws IOException {
    compact("1", record("n1", 1, 1), record("n1", 2, 2), record("n1", 3, 3));
    Files.createDirectories(file("2026-11-02").resolve("in the way"));
    MainTest.Run run =
        export("--from", "2026-11-01", "--to", "2026-11-04", "--summary", summary.toString());
    assertLines(
        run.out(),
        "2026-11-01: 1 flow, .*",
        "2026-11-03: 1 flow, .*",
        "2026-11-04: 0 flows, .*",
        "3 days exported, 1 failed: 2 flows, \\d+ B \\(.* s\\)");
    JsonNode report = JSON.readTree(summary.toFile());
    assertAll(
        () ->
            assertLines(
                run.err(),
                "flowlake export: 2026-11-02: Cannot .*: a folder has the name of the object; remove it, or name another folder for exports\\."),
        () -> assertEquals(2, run.exitCode()),
        () -> assertEquals(2, report.get("exit").asInt()),
        () -> assertEquals(1, report.get("days_failed").asInt()),
        () -> assertEquals(run.exitCode(), report.at("/days/1/exit").asInt()),
        () -> assertEquals(report.get("message"), report.at("/days/1/message")),
        () -> assertEquals(List.of(HEADER), object("2026-11-04")));
    List<String> listed = exports("--to", "2026-11-03").out().lines().toList();
    assertTrue(listed.get(2).matches("2026-11-02  none +failed +- .*"), listed.get(2));
    assertTrue(listed.get(4).startsWith("2026-11-02: the last run failed: Cannot "), listed.get(4));
    assertEquals(
        "3 exports: 2 current, 0 stale, 1 never done; flowlake export --stale --target TARGET exports these again, if given the filter and columns they have",
        listed.get(5));
    deleteTree(file("2026-11-02"));
    assertLines(export("--stale").out(), "2026-11-02: 1 flow, .*");
  }

  @Test
  void aDayThatTheLakeDeletedIsNotOverwritten() throws IOException {
    compact("1", record("n1", 1, 1), record("n1", 2, 2));
    export("--from", "2026-11-01", "--to", "2026-11-02");
    byte[] object = Files.readAllBytes(file("2026-11-01"));
    SparkFixture.session()
        .sql("DELETE FROM delta.`%s/flows` WHERE day = DATE'2026-11-01'".formatted(lake));
    MainTest.Run run = export("--from", "2026-11-01", "--to", "2026-11-02");
    assertAll(
        () -> assertEquals(6, run.exitCode()),
        () ->
            assertLines(
                run.err(),
                "flowlake export: 2026-11-01: Cannot export 2026-11-01: the lake has deleted flows of the day since .*/out/tg-flow-logs-2026-11-01.csv.gz was exported with 1 flow, of 1 that the lake had of the day; it has 0 flows of the day now, and the object's others would be lost. Add --replace-kept .*"),
        () -> assertArrayEquals(object, Files.readAllBytes(file("2026-11-01"))),
        () -> assertTrue(exports().out().contains("2026-11-01  kept     done"), exports().out()));
    assertEquals(0, export("--date", "2026-11-01", "--replace-kept").exitCode());
    assertEquals(List.of(HEADER), object("2026-11-01"));
    assertEquals(0, export("--date", "2026-11-01").exitCode(), "nothing is left to lose");
  }

  @Test
  void anOldSummaryIsGoneBeforeAnythingElseIsTried() {
    MainTest.Run run =
        flowlake("export", "--target", "nosuch", "--lake", lake, "--summary", "/proc/version");
    assertTrue(run.err().contains("Nothing was done; name another file."), run.err());
  }

  @Test
  void filterColumnsAndLevelMakeTheObject() throws IOException {
    compact("1", record("n1", 1, 1), record("n2", 1, 2));
    Map<String, String> settings =
        Map.of(
            "FLOWLAKE_TARGET", target, "FLOWLAKE_LAKE", lake, "FLOWLAKE_EXPORT_FILTER", "node n2");
    MainTest.Run run =
        MainTest.Run.in(
            settings,
            "export",
            "--date",
            "2026-11-01",
            "--columns",
            "start_time,Node",
            "--compression-level",
            "9",
            "--summary",
            summary.toString());
    assertEquals("", run.err());
    assertEquals(List.of("start_time,node", "2026-11-01T00:00:02.000Z,n2"), object("2026-11-01"));
    JsonNode report = JSON.readTree(summary.toFile());
    assertEquals("start_time,node", report.get("columns").asText());
    assertFalse(report.get("filter").asText().isEmpty());
    assertEquals("", export("--stale").err());
    MainTest.Run other = export("--date", "2026-11-01");
    assertEquals(0, other.exitCode());
    JsonNode rows = JSON.readTree(exports("--format", "json").out());
    assertEquals(2, rows.size());
    assertEquals("current", rows.at("/0/state").asText());
    assertEquals("", rows.at("/0/filter").asText());
    assertEquals("replaced", rows.at("/1/state").asText());
    assertEquals(report.at("/days/0/sha256"), rows.at("/1/sha256"));
    assertLines(
        exports().out(),
        "Day +State +Last run +Flows +Bytes +Parts +Version +Exported +Where +Filter +Columns",
        "2026-11-01  current   done +2 .*/out  - +-",
        "2026-11-01  replaced  done +1 .*/out  node = n2  start_time,node",
        "2 exports: 1 current, 0 stale, 0 never done");
  }

  @Test
  void todayIsExportedWithAWarningAndSilenceIsListed() throws IOException {
    compact("1", record("n1", 1, 1), record("n2", 1, 2), record("n2", 2, 2), record("n2", 4, 1));
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String warning =
        "flowlake export: %s is not over yet (UTC), so its object will lack what comes later. Export it again when it is over.\n"
            .formatted(today);
    assertEquals(warning, export("--date", today.toString(), "--dry-run").err());
    MainTest.Run run = export("--date", today.toString());
    assertEquals(0, run.exitCode());
    assertEquals(warning, run.err());
    MainTest.Run listed =
        exports("--from", "2026-11-01", "--to", "2026-11-04", "--summary", summary.toString());
    assertEquals(
        List.of(
            "2026-11-02: silent after logging in the week before: n1",
            "2026-11-03: silent: no node logged anything",
            "2026-11-04: silent after logging in the week before: n1",
            "nothing was exported"),
        listed.out().lines().toList());
    assertEquals("[\"2026-11-03\"]", JSON.readTree(summary.toFile()).get("silent_days").toString());
  }

  @Test
  void withoutALakeOrATargetItIsToldOnce() {
    MainTest.Run noLake = export("--from", "2026-11-01", "--to", "2026-11-09");
    assertEquals(3, noLake.exitCode());
    assertEquals(1, noLake.err().lines().count(), noLake.err());
    assertEquals(3, exports().exitCode());
    MainTest.Run noTarget =
        MainTest.Run.in(
            Map.of("XDG_CONFIG_HOME", folder.toString()),
            "export",
            "--target",
            "lab",
            "--lake",
            lake);
    assertEquals(3, noTarget.exitCode(), noTarget.err());
    assertFalse(Files.exists(Path.of(target)));
  }

  @Test
  void toABucketThroughATarget() throws IOException {
    S3ProxyServer server = S3ProxyServer.shared();
    String bucket = server.newBucket();
    compact("1", record("n1", 1, 1));
    Map<String, String> environment =
        Map.of(
            "XDG_CONFIG_HOME", folder.toString(),
            "AWS_ACCESS_KEY_ID", server.accessKey(),
            "AWS_SECRET_ACCESS_KEY", server.secretKey());
    MainTest.Run set =
        MainTest.Run.in(
            environment,
            "target",
            "set",
            "lab",
            "--bucket",
            bucket,
            "--prefix",
            "p",
            "--endpoint",
            server.endpoint(),
            "--keys",
            "env");
    assertEquals(0, set.exitCode(), set.err());
    MainTest.Run run =
        MainTest.Run.in(
            environment,
            "export",
            "--target",
            "lab",
            "--lake",
            lake,
            "--date",
            "2026-11-01",
            "--summary",
            summary.toString());
    assertAll(
        () -> assertEquals("", run.err()),
        () ->
            assertLines(
                run.out(),
                "2026-11-01: 1 flow, \\d+ B in 1 part, s3://%s/p/tg-flow-logs-2026-11-01.csv.gz \\(.* s\\)"
                    .formatted(bucket)));
    export("--date", "2026-11-01");
    assertEquals(
        JSON.readTree(summary.toFile()).at("/days/0/sha256").asText(),
        sha256(Files.readAllBytes(file("2026-11-01"))),
        "the same bytes as in a folder");
    assertEquals(3, exports().out().lines().skip(1).count());
    MainTest.Run ofTarget =
        MainTest.Run.in(environment, "exports", "--target", "lab", "--lake", lake);
    assertEquals(2, ofTarget.out().lines().skip(1).count(), ofTarget.out());
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
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
    return Hashing.sha256().hashBytes(bytes).toString();
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
