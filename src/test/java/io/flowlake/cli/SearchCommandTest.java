package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.JavaChild;
import io.flowlake.SparkFixture;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches as a user runs them, on a lake that was made by compaction. */
class SearchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void rowsGoToTheOutputAndAllElseToTheError() throws IOException {
    MainTest.Run run = tour("search", "--all-time", "--limit", "3", "--count");
    assertEquals(0, run.exitCode(), run.err());
    List<JsonNode> rows = lines(run.out());
    assertEquals(3, rows.size());
    assertEquals(
        rows.stream()
            .map(row -> row.get("start_time").asText())
            .sorted((a, b) -> b.compareTo(a))
            .toList(),
        rows.stream().map(row -> row.get("start_time").asText()).toList());
    List<String> err = run.err().lines().toList();
    assertTrue(
        err.get(0)
            .matches(
                "3 of 20,000 flows; read [\\d.]+ k?B of [\\d.]+ [kM]B in \\d+ reads? of \\d+ files; flows at version 1; \\d+\\.\\d s"),
        run.err());
    assertTrue(
        err.get(1)
            .matches(
                "flowlake search: more flows match than the 3 returned; the last one started at 2026-11-02T23:5.*Z. To continue, add --after [\\w-]+"),
        run.err());
    assertEquals(2, err.size());
  }

  @Test
  void cursorsContinueWithNothingButTheCursorAdded() throws IOException {
    List<String> all =
        tour("search", "proto udp", "--from", "2026-11-02", "--limit", "60").out().lines().toList();
    List<String> walked = new ArrayList<>();
    List<String> args =
        new ArrayList<>(List.of("search", "proto udp", "--from", "2026-11-02", "--limit", "20"));
    for (int page = 0; page < 3; page++) {
      MainTest.Run run = tour(args.toArray(String[]::new));
      walked.addAll(run.out().lines().toList());
      args.removeAll(args.subList(6, args.size()));
      args.addAll(List.of("--after", cursor(run)));
    }
    assertEquals(all, walked);
  }

  /** "The last 9,000 days" is another range each time it is asked for; the cursor has the first. */
  @Test
  void cursorsKeepARelativeRangeAndTheOrder() throws IOException {
    List<String> all =
        tour("search", "proto icmp", "--all-time", "--order", "oldest", "--limit", "20")
            .out()
            .lines()
            .toList();
    MainTest.Run first =
        tour("search", "proto icmp", "--last", "9000d", "--order", "oldest", "--limit", "10");
    MainTest.Run second =
        tour("search", "proto icmp", "--last", "9000d", "--limit", "10", "--after", cursor(first));
    assertEquals(all.subList(0, 10), first.out().lines().toList());
    assertEquals(all.subList(10, 20), second.out().lines().toList(), second.err());
    assertRefused(tour("search", "proto udp", "--last", "9000d", "--after", cursor(first)));
    assertRefused(tour("search", "proto icmp", "--last", "8999d", "--after", cursor(first)));
  }

  private static void assertRefused(MainTest.Run continued) {
    assertEquals(2, continued.exitCode());
    assertTrue(
        continued.err().startsWith("flowlake search: Cannot continue after "), continued.err());
  }

  @Test
  void theSummaryIsForPrograms() throws IOException {
    Path summary = folder.resolve("s.json");
    MainTest.Run run =
        tour(
            "query",
            "proto tcp",
            "--all-time",
            "--limit",
            "5",
            "--fail-on-truncate",
            "--summary",
            summary.toString());
    JsonNode json = JSON.readTree(summary.toFile());
    assertAll(
        () -> assertEquals(6, run.exitCode()),
        () -> assertEquals("search", json.get("command").asText()),
        () -> assertEquals(6, json.get("exit").asInt()),
        () -> assertEquals(5, json.get("rows").asInt()),
        () -> assertTrue(json.get("truncated").asBoolean()),
        () -> assertEquals(cursor(run), json.get("cursor").asText()),
        () -> assertEquals(lines(run.out()).get(4).get("start_time"), json.get("boundary")),
        () -> assertTrue(json.get("total").isNull()),
        () -> assertEquals("protocol = TCP", json.get("filter").asText()),
        () -> assertEquals("local", json.get("engine").asText()),
        () -> assertTrue(json.get("message").asText().startsWith("more flows match than the 5")));
    MainTest.Run whole =
        tour(
            "search",
            "dst port 1",
            "--all-time",
            "--fail-on-truncate",
            "--summary",
            summary.toString());
    JsonNode none = JSON.readTree(summary.toFile());
    assertAll(
        () -> assertEquals(0, whole.exitCode()),
        () -> assertFalse(none.get("truncated").asBoolean()),
        () -> assertTrue(none.get("cursor").isNull()),
        () -> assertNull(none.get("message")));
  }

  @Test
  void anEmptyDefaultRangeSaysWhereTheFlowsAre() throws IOException {
    MainTest.Run run = tour("search", "--node", "edge-0001");
    assertEquals(0, run.exitCode());
    assertEquals("", run.out());
    String told = run.err().lines().skip(1).findFirst().orElse("");
    assertTrue(
        told.matches(
            "flowlake search: no flow matches within the last 2h \\(the default\\); the newest flow of this node started at 2026-11-02T23:5.*Z: use --from 2026-11-02T21:\\S+Z --to 2026-11-0\\S+Z, or --all-time\\."),
        told);
    String[] words = told.replaceFirst(".*(--from \\S+ --to [^\\s,]+).*", "$1").split(" ", -1);
    MainTest.Run again =
        tour("search", "--node", "edge-0001", words[0], words[1], words[2], words[3]);
    assertEquals(100, again.out().lines().count(), "the option that was named finds them");
    assertTrue(
        tour("search", "dst port 1", "--from", "2026-11-01", "--to", "2026-11-03")
            .err()
            .endsWith(
                "no flow matches within from 2026-11-01T00:00:00.000Z to 2026-11-03T00:00:00.000Z.\n"));
    assertTrue(
        tour("search", "--node", "nobody")
            .err()
            .endsWith("(the default); there are no flows of any time of this node.\n"));
  }

  @Test
  void aFilterWithARangeOfItsOwnNeedsNoOther() throws IOException {
    MainTest.Run run = tour("search", "day 2026-11-01 and proto icmp", "--limit", "5");
    String all =
        tour("search", "day 2026-11-01 and proto icmp", "--limit", "5", "--all-time").out();
    assertEquals(5, run.out().lines().count());
    assertEquals(all, run.out());
    assertTrue(
        run.err()
            .contains(
                "\nflowlake search: the filter bounds the start time, so it is the time range; without that it would be the last 2h.\n"),
        run.err());
    MainTest.Run next =
        tour("search", "day 2026-11-01 and proto icmp", "--limit", "5", "--after", cursor(run));
    assertEquals(5, next.out().lines().count(), next.err());
    assertTrue(
        tour("search", "day 2026-11-01", "--explain")
            .err()
            .contains("time       as the filter says\n"));
    for (List<String> default2h :
        List.of(
            List.of("search", "day 2026-11-01 or proto icmp"),
            List.of("search", "start < 2026-11-02"),
            List.of("search", "day 2026-11-01", "--last", "2h"))) {
      assertEquals("", tour(default2h.toArray(String[]::new)).out(), default2h.toString());
    }
    MainTest.Run closest = tour("search", "day 2026-11-01", "--order", "closest", "--limit", "1");
    assertFalse(closest.err().contains("the filter bounds"), closest.err());
    assertEquals(1, closest.out().lines().count(), "the default is its target and excludes none");
  }

  @Test
  void namesOfNoNodeAreToldWhereNothingIsFound() throws IOException {
    assertEquals(
        List.of("flowlake search: no node is called 'Edge-0001'; did you mean edge-0001?"),
        told("--node", "Edge-0001"));
    assertEquals(
        List.of(
            "flowlake search: no node is called 'edge-000'; did you mean edge-0001?",
            "flowlake search: no node is called 'nobody'."),
        told("node in [edge-000, nobody]"));
    assertEquals(List.of(), told("node x* or node edge-0001 and port 1"));
    assertEquals(List.of(), told("not node nobody and port 1"));
    assertEquals(
        List.of("flowlake search: no node is called 'nobody'."),
        told("node nobody", "--top", "source_ip"));
  }

  /** What a search of all time says beside its closing line. */
  private List<String> told(String... args) throws IOException {
    List<String> words = new ArrayList<>(List.of("search", "--all-time"));
    words.addAll(List.of(args));
    MainTest.Run run = tour(words.toArray(String[]::new));
    assertEquals("", run.out());
    return run.err().lines().skip(1).toList();
  }

  @Test
  void plansStayWithinTheRange() throws IOException {
    String err =
        tour(
                "search",
                "--from",
                "2026-11-02T10:00Z",
                "--to",
                "2026-11-02T20:00Z",
                "--limit",
                "10",
                "--explain")
            .err();
    assertTrue(
        err.matches(
            "(?s).*\nplanned    start_time >= 2026-11-02T1\\d:[^ ]+: \\d files, about [\\d.]+ k?B besides footers and dictionaries\n.*"),
        err);
    assertTrue(
        tour("search", "--all-time", "--order", "sent_bytes", "--explain")
            .err()
            .contains("\nplanned    all that may match: 10 files, about "),
        "a wave without bounds");
  }

  @Test
  void filesAppearInTheFormatOfTheirName() throws IOException {
    List<String> formats = List.of("csv", "json", "ndjson", "html", "parquet");
    Path answers = Files.createDirectory(folder.resolve("answers"));
    for (String format : formats) {
      Path file = answers.resolve("a." + format);
      Files.writeString(file, "of an earlier run");
      MainTest.Run run = tour("search", "--all-time", "--limit", "7", "--output", file.toString());
      assertEquals(0, run.exitCode(), run.err());
      assertEquals("", run.out());
    }
    assertEquals(8, Files.readAllLines(answers.resolve("a.csv")).size());
    assertEquals(7, JSON.readTree(answers.resolve("a.json").toFile()).size());
    assertEquals(7, lines(Files.readString(answers.resolve("a.ndjson"))).size());
    assertEquals(8, Files.readString(answers.resolve("a.html")).split("<tr>", -1).length - 1);
    Dataset<Row> parquet =
        SparkFixture.session().read().parquet(answers.resolve("a.parquet").toString());
    assertEquals(
        lines(Files.readString(answers.resolve("a.ndjson"))).stream()
            .map(row -> row.get("node").asText() + row.get("source_port").asText())
            .toList(),
        parquet.collectAsList().stream()
            .map(row -> row.getAs("node") + String.valueOf(row.<Integer>getAs("source_port")))
            .toList());
    assertEquals(
        "timestamp", parquet.schema().apply("start_time").dataType().typeName(), "types stay");
    try (Stream<Path> left = Files.list(answers)) {
      assertEquals(formats.size(), left.count(), "nothing temporary stays");
    }
  }

  @Test
  void searchesAreKeptRunAgainAndNarrowed() throws IOException {
    String name = "web of edge";
    MainTest.Run kept =
        tour(
            "search",
            "dst port in [80, 443]",
            "--node",
            "edge-0001",
            "--all-time",
            "--order",
            "sent_bytes:desc",
            "--limit",
            "4",
            "--save",
            name);
    assertTrue(
        kept.err()
            .startsWith(
                """
                flowlake search: kept for: flowlake search --saved 'web of edge'
                flowlake search: it keeps the filter, the time range, the order, the limit, the columns and the sums; not the lake, --count, and how the answer is written (--format, --csv-style, --timezone, --output).
                """),
        kept.err());
    assertEquals(kept.out(), tour("search", "--saved", name).out());
    assertEquals(
        "web of edge  flowlake search 'dest_port in [80, 443] and node = edge-0001' --all-time --limit 4 --order sent_bytes:desc\n",
        tour("searches").out());
    MainTest.Run narrowed = tour("search", "dst port 80", "--saved", name, "--limit", "2");
    List<JsonNode> rows = lines(narrowed.out());
    assertEquals(2, rows.size());
    rows.forEach(row -> assertEquals(80, row.get("dest_port").asInt()));
    MainTest.Run ranged = tour("search", "--saved", name, "--from", "2026-11-03");
    assertEquals("", ranged.out(), "another time replaces that of the search");
    List<String> history = tour("searches", "--history").out().lines().toList();
    assertEquals(4, history.size());
    assertTrue(
        history
            .get(3)
            .matches(
                "20\\S+Z +4  flowlake search 'dest_port in .* --lake " + SearchLake.tour() + " .*"),
        history.get(3));
    MainTest.Run again = tour("search", "dst port 22", "--all-time", "--save", name);
    assertTrue(
        again
            .err()
            .startsWith(
                "flowlake search: replaced the earlier 'web of edge': dest_port in [80, 443] and node = edge-0001\n"),
        again.err());
    tour("search", "--all-time", "--limit", "1", "--no-history");
    assertEquals(5, tour("searches", "--history").out().lines().count());
    assertEquals("forgot 'web of edge'\n", tour("searches", "--delete", name).out());
    assertEquals(
        "no search is kept; flowlake search FILTER --save NAME keeps one\n",
        tour("searches").out());
  }

  @Test
  void aHistoryThatCannotBeWrittenDoesNotSpoilTheAnswer() throws IOException {
    Path file = Files.writeString(folder.resolve(".config"), "a file, no folder");
    MainTest.Run run = tour("search", "--all-time", "--limit", "1");
    assertEquals(0, run.exitCode());
    assertEquals(1, run.out().lines().count());
    assertTrue(
        run.err().contains("flowlake search: Cannot write " + file + "/flowlake/history.json: "),
        run.err());
  }

  @Test
  void hostileNamesAreFoundAndHarmless() throws IOException {
    Set<String> found = new HashSet<>();
    lines(hostile("search", "--all-time", "--format", "ndjson").out())
        .forEach(row -> found.add(row.get("source_node").asText()));
    assertEquals(Set.copyOf(SearchLake.HOSTILE), found);
    for (String format : List.of("table", "csv", "json", "ndjson")) {
      MainTest.Run run =
          hostile("search", "--all-time", "--columns", "all", "--format", format, "--explain");
      assertEquals(0, run.exitCode(), run.err());
      assertHarmless(run.out().replace("\t", ""));
      assertHarmless(run.err());
    }
    for (int i = 0; i < SearchLake.HOSTILE.size(); i++) {
      String name = SearchLake.HOSTILE.get(i);
      String quoted = "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
      MainTest.Run byText =
          hostile("search", "src node = " + quoted, "--all-time", "--format", "json");
      assertEquals(1, JSON.readTree(byText.out()).size(), quoted);
      assertEquals(i, JSON.readTree(byText.out()).get(0).get("sent_bytes").asInt());
      assertHarmless(byText.err());
      MainTest.Run byParams =
          hostile(
              "search",
              "--params",
              "srcNode=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
              "--all-time",
              "--format",
              "json");
      assertEquals(byText.out(), byParams.out());
      assertHarmless(byParams.err());
    }
    assertHarmless(hostile("searches", "--history").out());
  }

  @Test
  void sumsAddUp() throws IOException {
    JsonNode top = json("search", "--all-time", "--top", "node", "--by", "flows");
    JsonNode series = json("search", "--all-time", "--series", "1h", "--by", "flows");
    assertEquals(3, top.size());
    assertEquals(48, series.size());
    assertEquals(20_000, sum(top, "flows"));
    assertEquals(20_000, sum(series, "flows"));
    assertEquals(sum(top, "bytes"), sum(series, "sent_bytes") + sum(series, "recv_bytes"));
    assertEquals("2026-11-01T00:00:00.000Z", series.get(0).get("time").asText());
    MainTest.Run table =
        tour("search", "--all-time", "--series", "12h", "--by", "flows", "--format", "table");
    assertEquals(5, table.out().lines().count(), "no chart but on a terminal");
    Path page = folder.resolve("top.html");
    tour("search", "--all-time", "--top", "tcp_flags,day", "--output", page.toString());
    String html = Files.readString(page);
    assertTrue(html.contains("<figcaption>Bytes</figcaption>"), html);
    assertTrue(html.contains(">SYN PSH ACK FIN 2026-11-02</text>"), html);
  }

  @Test
  void bothEnginesPrintTheSame() throws IOException {
    List<List<String>> searches =
        List.of(
            List.of("search", "proto tcp and src net 10.1.0.0/16", "--count", "--limit", "20"),
            List.of("search", "flags any RF", "--order", "sent_bytes:desc", "--limit", "20"),
            List.of("search", "--top", "dest_port,protocol", "--by", "sent_bytes"),
            List.of("search", "--series", "6h", "--split", "node", "--by", "recv_bytes"));
    for (List<String> search : searches) {
      List<String> words = new ArrayList<>(search);
      words.addAll(List.of("--all-time", "--engine", "local"));
      MainTest.Run local = tour(words.toArray(String[]::new));
      words.set(words.size() - 1, "spark");
      MainTest.Run spark = tour(words.toArray(String[]::new));
      assertEquals(0, spark.exitCode(), spark.err());
      assertEquals(local.out(), spark.out(), search.toString());
      assertFalse(local.out().isEmpty());
      assertTrue(spark.err().contains(" with Spark; flows at version 1; "), spark.err());
    }
  }

  /** Half a second of each short search would be Spark's and Scala's classes. */
  @Test
  void aLocalSearchLoadsNoClassOfSpark() throws Exception {
    Path log = folder.resolve("classes.log");
    try (JavaChild child =
        JavaChild.start(
            Main.class,
            Map.of("HOME", folder.toString()),
            List.of("-Xlog:class+load:file=" + log),
            "search",
            "node = edge-0001 and dst port 443",
            "--all-time",
            "--order",
            "newest",
            "--limit",
            "1",
            "--lake",
            SearchLake.tour().toString())) {
      assertTrue(child.answer().startsWith("{\"node\":\"edge-0001\""));
      assertEquals(0, child.exitCode(60_000).orElse(-1));
    }
    try (Stream<String> loaded = Files.lines(log)) {
      assertEquals(
          List.of(),
          loaded.filter(line -> line.matches(".*\\] (org\\.apache\\.spark|scala)\\..*")).toList());
    }
  }

  @Test
  void relativeLakesAreWholeInTheHistory() throws IOException {
    Path lake = SearchLake.tour();
    Path relative = Path.of("").toAbsolutePath().relativize(lake);
    MainTest.Run run =
        in(lake, Map.of(), "search", "--all-time", "--limit", "1", "--lake", relative.toString());
    assertEquals(0, run.exitCode(), run.err());
    String history = tour("searches", "--history").out();
    assertTrue(history.contains(" --lake " + lake + " "), history);
  }

  @Test
  void parametersArePrintedAsACommandToPaste() throws IOException {
    String lake = SearchLake.tour().toString();
    MainTest.Run run =
        tour("search", "--params", "dstPort=22", "--all-time", "--limit", "3", "--lake", lake);
    assertEquals(
        "flowlake search: --params means: flowlake search 'dest_port = 22' --all-time --lake %s --limit 3"
            .formatted(lake),
        run.err().lines().findFirst().orElse(""));
    assertEquals(
        run.out(),
        tour("search", "dest_port = 22", "--all-time", "--lake", lake, "--limit", "3").out());
  }

  private static void assertHarmless(String text) {
    assertTrue(
        text.replace("\n", "").chars().noneMatch(c -> VisibleText.isControl((char) c)), text);
  }

  private JsonNode json(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--format", "json"));
    MainTest.Run run = tour(all.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
    return JSON.readTree(run.out());
  }

  private static long sum(JsonNode rows, String column) {
    long sum = 0;
    for (JsonNode row : rows) {
      sum += row.get(column).asLong();
    }
    return sum;
  }

  private static String cursor(MainTest.Run run) {
    return run.err().replaceFirst("(?s).*--after ([\\w-]+).*", "$1");
  }

  private static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private MainTest.Run tour(String... args) throws IOException {
    return in(SearchLake.tour(), Map.of(), args);
  }

  /** On a terminal. */
  private MainTest.Run hostile(String... args) throws IOException {
    return in(SearchLake.hostile(), Map.of(Colours.TERMINAL, "true", "NO_COLOR", "1"), args);
  }

  private MainTest.Run in(Path lake, Map<String, String> environment, String... args) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("HOME", folder.toString());
    all.put("FLOWLAKE_LAKE", lake.toString());
    all.put("FLOWLAKE_TIMEZONE", "UTC");
    return MainTest.Run.in(all, args);
  }
}
