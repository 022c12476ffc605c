package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** compact, rejects and maintain as a user runs them, in this JVM. */
class CompactCommandTest {
  private static final String GOOD = record("n1", 1);
  private static final String NAMELESS = record("", 2);

  @TempDir Path folder;
  private Path raw;
  private String lake;
  private Path summary;

  @BeforeEach
  void prepare() throws IOException {
    SparkFixture.session(); // the commands take the session that is open
    raw = Files.createDirectory(folder.resolve("raw"));
    lake = folder.resolve("lake").toString();
    summary = folder.resolve("summary.json");
  }

  @Test
  void fromDumpsToAFoldedLake() throws IOException {
    dump("1.json", GOOD, record("n1", 3), GOOD);
    MainTest.Run dry = compact("--dry-run");
    assertEquals(
        "would read 1 new dump (%s) in 1 batch; 0 dumps are known already\n"
            .formatted(Shown.bytes(Files.size(raw.resolve("1.json")))),
        dry.out());
    assertFalse(Files.exists(Path.of(lake)), "a dry run makes nothing");

    MainTest.Run first = compact("--summary", summary.toString());
    assertAll(
        () -> assertEquals(0, first.exitCode(), first.err()),
        () ->
            assertLine(
                "read 3 records from 1 dump \\([\\d.]+ k?B\\) in 1 batch: 2 new \\+ 0 updated \\+ 1 duplicate \\+ 0 rejected; wrote [\\d.]+ kB in 1 file of 1 partition; flows at version 1; .*/s",
                first.out()),
        () -> assertLine("batch 1: 1 dump, [\\d.]+ k?B", first.err()));
    JsonNode report = json();
    assertAll(
        () -> assertEquals("compact", report.get("command").asText()),
        () -> assertEquals(0, report.get("exit").asInt()),
        () -> assertEquals(3, report.get("read").asLong()),
        () -> assertEquals(2, report.get("new").asLong()),
        () -> assertEquals(1, report.get("duplicate").asLong()),
        () -> assertEquals(1, report.get("flows_version").asLong()));

    assertLine("nothing new to read; flows at version 1; .* s", compact().out());
    dump("2.json", record("n1", 4));
    compact();
    MainTest.Run upkeep = flowlake("maintain", "--lake", lake, "--summary", summary.toString());
    assertLine(
        "folded 2 small files into 1; no old days to delete; flows at version \\d+; .* s",
        upkeep.out());
    assertEquals(2, json().get("files_folded").asInt());
    MainTest.Run old = flowlake("maintain", "--lake", lake, "--keep-days", "1");
    assertLine(
        "no small files to fold; deleted 1 day \\(3 flows\\); flows at version \\d+; .* s",
        old.out());
  }

  @Test
  void upkeepIsForetoldAndCountsFromTheDayThatItIsGiven() throws IOException {
    dump("1.json", GOOD);
    compact();
    dump("2.json", record("n1", 3));
    compact();
    LocalDate flows = LocalDate.of(2026, 11, 1);
    String[] twoDays = {"maintain", "--lake", lake, "--keep-days", "2", "--date"};

    MainTest.Run kept = flowlake(with(twoDays, flows.plusDays(1).toString(), "--dry-run"));
    assertEquals(
        "would fold 2 small files; would delete 0 days (0 flows); would vacuum; flows at version 2\n",
        kept.out(),
        kept.err());
    MainTest.Run gone = flowlake(with(twoDays, flows.plusDays(2).toString(), "--dry-run"));
    assertEquals(
        "would fold 0 small files; would delete 1 day (2 flows); would vacuum; flows at version 2\n",
        gone.out(),
        gone.err());

    assertLine(
        "folded 2 small files into 1; no old days to delete; flows at version \\d+; .* s",
        flowlake(with(twoDays, flows.plusDays(1).toString())).out());
    assertLine(
        "no small files to fold; deleted 1 day \\(2 flows\\); flows at version \\d+; .* s",
        flowlake(with(twoDays, flows.plusDays(2).toString())).out());
    assertLine(
        "no small files to fold; no old days to delete; flows at version \\d+; .* s",
        flowlake(with(twoDays, flows.plusDays(2).toString())).out());
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @Test
  void rejectsAreKeptShownAndReadAgain() throws IOException {
    dump("1.json", GOOD, NAMELESS, "nonsense");
    MainTest.Run run = compact("--summary", summary.toString());
    assertAll(
        () -> assertEquals(6, run.exitCode()),
        () ->
            assertTrue(
                run.out().contains("1 new + 0 updated + 0 duplicate + 2 rejected"), run.out()),
        () ->
            assertLine(
                "flowlake compact: 66.7 % of the records were rejected, more than --max-reject-ratio allows \\(5.0 %\\). They are kept: see flowlake rejects --lake .*",
                run.err().substring(run.err().indexOf('\n') + 1)),
        () -> assertEquals(6, json().get("exit").asInt()),
        () -> assertEquals(2, json().get("rejected").asLong()),
        () -> assertTrue(json().get("message").asText().startsWith("66.7 % of the records")));

    String listed = flowlake("rejects", "--lake", lake).out();
    assertAll(
        () -> assertTrue(listed.contains("/raw/1.json: line 3, byte "), listed),
        () -> assertTrue(listed.contains("    no-node: "), listed),
        () -> assertTrue(listed.endsWith("    nonsense\n2 rejects in all\n"), listed));
    assertTrue(
        flowlake("rejects", "--lake", lake, "--limit", "1")
            .out()
            .endsWith("1 of 2 shown; --limit shows more\n"));
    assertTrue(
        flowlake("rejects", "--lake", lake, "--reason", "no-node")
            .out()
            .endsWith("1 reject in all\n"));
    assertEquals(
        "0 rejects in all\n", flowlake("rejects", "--lake", lake, "--dump", "other").out());
    String counts = flowlake("rejects", "--lake", lake, "--counts").out();
    assertLine(" +1  no-node .*/raw/1.json", counts.lines().skip(1).findFirst().orElse("") + "\n");

    // FLOWLAKE_RAW, set for all runs, does not stand in the way.
    Map<String, String> environment = Map.of("FLOWLAKE_RAW", raw.toString(), "FLOWLAKE_LAKE", lake);
    String[] replay = {
      "compact", "--replay-rejects", "--node", "late", "--max-reject-ratio", "0.4"
    };
    MainTest.Run planned = MainTest.Run.in(environment, and(replay, "--dry-run"));
    assertTrue(planned.out().startsWith("would read 1 new dump"), planned.out());
    MainTest.Run replayed = MainTest.Run.in(environment, replay);
    assertEquals(0, replayed.exitCode(), replayed.err());
    assertTrue(
        replayed.out().contains("1 new + 0 updated + 1 duplicate + 1 rejected"), replayed.out());
    assertTrue(replayed.out().endsWith("see the rejects: flowlake rejects --lake " + lake + "\n"));
    assertTrue(flowlake("rejects", "--lake", lake).out().endsWith("1 reject in all\n"));
  }

  @Test
  void failuresAreToldInOneLineAndInTheSummary() throws IOException {
    Files.writeString(summary, "of an earlier run");
    MainTest.Run run =
        flowlake(
            "compact",
            "--raw",
            folder.resolve("none").toString(),
            "--lake",
            lake,
            "--summary",
            summary.toString());
    String message =
        "Cannot list the raw dumps: file:%s does not exist. Check --raw."
            .formatted(folder.resolve("none"));
    assertAll(
        () -> assertEquals("flowlake compact: " + message + "\n", run.err()),
        () -> assertEquals(3, run.exitCode()),
        () -> assertEquals(3, json().get("exit").asInt()),
        () -> assertEquals(message, json().get("message").asText()));
    MainTest.Run debugged =
        flowlake("--debug", "compact", "--raw", folder.resolve("none").toString(), "--lake", lake);
    assertTrue(debugged.err().contains("\tat io.flowlake."), debugged.err());
    MainTest.Run noLake = flowlake("rejects", "--lake", lake);
    assertEquals(3, noLake.exitCode());
    assertEquals(
        "flowlake rejects: Cannot show rejects: there is no lake at %s. Check --lake, or run flowlake compact first.\n"
            .formatted(lake),
        noLake.err());
    MainTest.Run noSystem = flowlake("rejects", "--lake", "s4://bucket/lake");
    assertEquals(2, noSystem.exitCode());
    assertEquals(
        "flowlake rejects: Cannot use the lake s4://bucket/lake: No FileSystem for scheme \"s4\". Name a folder, or a URI such as s3a://bucket/path.\n",
        noSystem.err());
  }

  private MainTest.Run compact(String... more) {
    return flowlake(and(new String[] {"compact", "--raw", raw.toString(), "--lake", lake}, more));
  }

  private static MainTest.Run flowlake(String... args) {
    return MainTest.Run.of(args);
  }

  private static String[] and(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }

  private void dump(String name, String... lines) throws IOException {
    Files.writeString(raw.resolve(name), String.join("\n", lines) + "\n");
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(summary.toFile());
  }

  private static void assertLine(String pattern, String text) {
    assertTrue(text.matches(pattern + "\n"), text);
  }

  private static String record(String node, int second) {
    return "{\"nodeId\":\"%s\",\"sourceIP\":\"10.0.0.1\",\"destIP\":\"10.0.0.2\",\"startTime\":\"2026-11-01T00:00:%02dZ\",\"endTime\":\"2026-11-01T00:01:00Z\",\"protocol\":\"TCP\"}"
        .formatted(node, second);
  }
}
