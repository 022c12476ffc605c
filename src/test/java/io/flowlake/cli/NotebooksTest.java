package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.PythonSpark;
import io.flowlake.SparkFixture;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executes the notebooks by {@code scripts/notebooks} on a small lake, and compares what they found
 * with what is in its raw dumps, read and counted here.
 */
@Tag("slow")
class NotebooksTest {
  private static final long LIMIT_MINUTES = 12;
  private static final String FIRST_DAY = "2026-11-03";
  private static final String DAY = "2026-11-05";

  /** Stays, so that the pictures can be looked at. */
  private static final Path OUT = Path.of("target", "notebooks-tested").toAbsolutePath();

  private static final Path OF_A_HOST = OUT.resolve("of-a-host");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static final RawTruth truth = new RawTruth();

  /** Deleted when its flows were stored, as days past their time are. */
  private static final String DELETED = "2026-11-01";

  @BeforeAll
  static void execute() throws IOException, InterruptedException {
    PythonSpark.python(); // else skipped
    // The commands take the session that is open; a session of theirs lists files in few tasks too.
    SparkFixture.session()
        .conf()
        .set("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4");
    Path raw = folder.resolve("raw");
    Path lake = folder.resolve("lake");
    makeLake(raw, lake);
    run(OUT, Map.of("FLOWLAKE_FIRST_DAY", FIRST_DAY, "FLOWLAKE_LAST_DAY", DAY), "");
    run(
        OF_A_HOST,
        Map.of("FLOWLAKE_DAY", "2026-11-04", "FLOWLAKE_HOST", "10.1.200.99"),
        "02-investigate");
  }

  private static void run(Path out, Map<String, String> variables, String names)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    ProcessBuilder process =
        new ProcessBuilder(
            "bash",
            "-c",
            Path.of("scripts/notebooks").toAbsolutePath() + " --run --lake lake " + names);
    process.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = process.environment();
    environment
        .keySet()
        .removeIf(name -> name.matches("(FLOWLAKE|SPARK|PYSPARK)_.*|PYTHONPATH|JAVA_TOOL_OPTIONS"));
    environment.putAll(variables);
    environment.put("FLOWLAKE_NOTEBOOKS_OUT", out.toString());
    environment.put("FLOWLAKE_HEAP", "1g");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    environment.put("TZ", "Pacific/Kiritimati"); // all times are UTC wherever one is
    Process running = process.start();
    boolean ended = running.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    running.descendants().forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
    assertTrue(ended && running.exitValue() == 0, () -> text(log));
  }

  /** As a lake becomes: day by day, folded between, rejects read again, an old day deleted. */
  private static void makeLake(Path raw, Path lake) throws IOException {
    flowlake(
        "generate --flows 30000 --nodes 4 --days 5 --dumps 10 --dirty --redeliver 0.01 --incidents"
            + " --out "
            + raw);
    PlantedFlows.write(raw.resolve(DAY).resolve("planted.jsonl"));
    String maintain = "maintain --lake " + lake;
    try (Stream<Path> days = Files.list(raw)) {
      for (Path day : days.sorted().toList()) {
        truth.read(day);
        flowlake("compact --raw " + day + " --lake " + lake);
        if (day.endsWith("2026-11-04")) {
          String folded = flowlake(maintain);
          assertTrue(folded.contains("folded "), folded);
        }
      }
    }
    flowlake("compact --replay-rejects --lake " + lake);
    String deleted = flowlake(maintain + " --keep-days 4 --date " + DAY);
    assertTrue(deleted.contains("deleted 1 day "), deleted);
  }

  @Test
  void exploreCountsWhatIsThere() throws IOException {
    JsonNode found = found("01-explore");
    assertAll(
        () -> assertEquals(ofTheDays().count(), found.get("flows").asInt()),
        () -> assertEquals(FIRST_DAY, found.get("first_day").asText()),
        () -> assertEquals(DAY, found.get("last_day").asText()),
        () -> assertEquals(DAY + " 23:00:00", found.get("last_hour").asText()),
        () ->
            assertEquals(
                ofTheDays().filter(NotebooksTest::hasTwoNodes).count(),
                found.get("between_nodes").asInt()),
        () -> assertEquals(countBy(Flow::node), counts(found.get("flows_by_node"))),
        () -> assertEquals(countBy(Flow::protocol), counts(found.get("flows_by_protocol"))),
        () ->
            assertEquals(
                "[[\"edge-0009\",\"2026-11-03 00:00:00\",\"2026-11-05 00:00:00\",48],"
                    + "[\"edge-0009\",\"2026-11-05 03:00:00\",\"2026-11-06 00:00:00\",21],"
                    + "[\"edge-0005\",\"2026-11-05 11:00:00\",\"2026-11-05 17:00:00\",6]]",
                found.get("silences").toString()));
  }

  @Test
  void investigateFindsTheIncidents() throws IOException {
    JsonNode found = found("02-investigate");
    JsonNode reset = found.get("reset_at_once");
    String host = found.get("host").asText();
    long itsFlows =
        truth.flows().stream()
            .filter(flow -> RawTruth.day(flow).equals(DAY))
            .filter(flow -> flow.sourceIp().equals(host) || flow.destIp().equals(host))
            .count();
    assertAll(
        () -> assertEquals(DAY, found.get("day").asText()),
        () ->
            assertEquals(
                "[[\"203.0.113.66\",1024,1024],[\"203.0.113.67\",120,120]]",
                found.get("scans").toString()),
        () -> assertEquals("[[\"10.1.200.66\",1500,1500]]", found.get("sweeps").toString()),
        () -> assertEquals("[]", found.get("open").toString(), "none of what they scanned"),
        // what came back from 22 and 443 is more than a reset, so these come first
        () -> assertEquals(122, reset.size()),
        () -> assertEquals("[\"203.0.113.66\",\"10.2.200.10\",22,60]", reset.get(0).toString()),
        () -> assertEquals("[\"203.0.113.66\",\"10.2.200.10\",443,60]", reset.get(1).toString()),
        () -> assertEquals("[\"203.0.113.67\",\"10.1.200.10\",1000,40]", reset.get(2).toString()),
        () ->
            assertEquals(
                "[[\"10.2.200.20\",8443,900,\"2026-11-05 14:00:00\",\"2026-11-05 14:45:00\"]]",
                found.get("broken").toString()),
        () -> assertEquals(itsFlows, found.get("flows_of_host").asLong()),
        () -> assertEquals(Math.min(10_000, itsFlows), found.get("flows_of_host_drawn").asLong()));
  }

  @Test
  void investigateTakesTheDayAndTheHost() throws IOException {
    JsonNode found = JSON.readTree(OF_A_HOST.resolve("02-investigate.json").toFile());
    assertAll(
        () -> assertEquals("2026-11-04", found.get("day").asText()),
        () -> assertEquals("10.1.200.99", found.get("host").asText()),
        () -> assertEquals(1, found.get("flows_of_host").asInt()),
        () -> assertEquals("[]", found.get("scans").toString()));
  }

  @Test
  void investigateTellsTranslationsFromConversationsSeenTwice() throws IOException {
    JsonNode found = found("02-investigate");
    assertAll(
        () ->
            assertEquals(
                "[[\"TCP\",\"10.1.200.90\",\"10.3.200.90\",443,10]]",
                found.get("untranslated").toString()),
        () ->
            assertEquals(
                "[[\"TCP\",\"10.1.200.77\",\"203.0.113.80\",443,\"198.51.100.1\",\"10.3.200.80\",8080,40,18.0],"
                    + "[\"TCP\",\"10.1.200.91\",\"203.0.113.91\",443,\"198.51.100.1\",\"10.3.200.91\",8443,4,18.0],"
                    + "[\"ICMP\",\"10.1.200.92\",\"203.0.113.92\",null,\"198.51.100.1\",\"10.3.200.92\",null,3,18.0]]",
                found.get("translations").toString()));
  }

  @Test
  void capacityCountsConversationsOnce() throws IOException {
    JsonNode found = found("03-capacity");
    CapacityTruth expected =
        new CapacityTruth(stored().toList(), LocalDate.parse(FIRST_DAY), LocalDate.parse(DAY));
    Map<String, Long> byHost = expected.bytesByHost();
    JsonNode talker = found.get("top_talker");
    assertAll(
        // 40 of the generator's incident, 17 planted
        () -> assertEquals(57, expected.secondRecords()),
        () -> assertEquals(expected.secondRecords(), found.get("second_records").asLong()),
        () -> assertEquals(expected.bytesByDay(), counts(found.get("bytes_by_day"))),
        () -> assertEquals(byHost.get(talker.get(0).asText()), talker.get(1).asLong()),
        () ->
            assertEquals(
                byHost.values().stream().max(Long::compare).orElseThrow(), talker.get(1).asLong()));
  }

  @Test
  void capacitySpreadsFlowsOverTheDaysAskedFor() throws IOException {
    JsonNode found = found("03-capacity");
    double[] rates =
        new CapacityTruth(stored().toList(), LocalDate.parse(FIRST_DAY), LocalDate.parse(DAY))
            .sortedRates();
    double p95 = CapacityTruth.percentile(rates, 0.95);
    double peak = rates[rates.length - 1];
    assertAll(
        () -> assertTrue(stored().anyMatch(PlantedFlows::endsFarAhead), "planted"),
        () -> assertEquals(p95, found.get("p95_bits").asDouble(), 1e-9 * p95),
        () -> assertEquals(peak, found.get("peak_bits").asDouble(), 1e-9 * peak));
  }

  @Test
  void capacityDrawsLines() throws IOException {
    JsonNode found = found("03-capacity");
    JsonNode growing = found.get("fastest_growing");
    double[] days = new double[3];
    int place = 0;
    for (JsonNode bytes : found.get("bytes_by_day")) {
      days[place++] = bytes.asDouble();
    }
    double[] forecast = CapacityTruth.forecast(days, 7);
    double second = 50e6 * 1.125 * 1.125;
    assertAll(
        () -> assertEquals("10.1.200.30", growing.get(0).asText()),
        () -> assertEquals("10.3.200.30", growing.get(1).asText()),
        // 24 a night, each night an eighth more: a straight line's slope
        () -> assertEquals(24 * second * (1.125 * 1.125 - 1) / 2, growing.get(3).asDouble(), 100),
        () -> {
          for (int value = 0; value < 3; value++) {
            assertEquals(
                forecast[value], found.get("forecast").get(value).asDouble(), 1e-6 * forecast[2]);
          }
        });
  }

  @Test
  void qualityAddsUp() throws IOException {
    JsonNode found = found("04-quality");
    long rejects = truth.reasons().values().stream().mapToLong(Long::longValue).sum();
    assertTrue(rejects > 0, "none to compare");
    assertAll(
        () -> assertEquals(truth.flows().size(), found.get("new").asInt()),
        () -> assertEquals(stored().count(), found.get("flows").asInt()),
        () -> assertTrue(found.get("days_deleted").asBoolean(), "a day was deleted"),
        () -> assertTrue(found.get("everything_adds_up").asBoolean(), "adds up"),
        // read again once, and still rejected
        () -> assertEquals(2 * rejects, found.get("rejected").asLong()),
        () -> assertEquals(2 * rejects, found.get("rejects_ever").asLong()),
        () -> assertEquals(rejects, found.get("rejects_kept").asLong()),
        () -> assertEquals(truth.reasons(), counts(found.get("reasons"))),
        () -> assertEquals(6, found.get("batches").asInt()),
        () -> assertEquals(0, found.get("unbalanced").asInt()),
        () -> assertEquals(truth.late(), counts(found.get("late"))),
        () ->
            assertEquals(
                found.get("records_read").asLong(),
                found.get("new").asLong()
                    + found.get("updated").asLong()
                    + found.get("duplicate").asLong()
                    + found.get("rejected").asLong()));
  }

  @Test
  void allPicturesAreThere() {
    Map<String, Integer> pictures =
        Map.of("01-explore", 3, "02-investigate", 5, "03-capacity", 4, "04-quality", 3);
    pictures.forEach(
        (name, count) -> {
          for (int number = 1; number <= count; number++) {
            String picture = name + "-" + number + ".png";
            assertTrue(Files.exists(OUT.resolve(picture)), picture);
          }
        });
  }

  @Test
  void noPageHasFramesOfJava() throws IOException {
    for (String name : List.of("01-explore", "02-investigate", "03-capacity", "04-quality")) {
      JsonNode notebook = JSON.readTree(OUT.resolve(name + ".ipynb").toFile());
      for (JsonNode cell : notebook.get("cells")) {
        for (JsonNode output : cell.path("outputs")) {
          boolean ofErrors = output.path("name").asText().equals("stderr");
          assertFalse(ofErrors && output.toString().contains("\\tat "), () -> name + output);
        }
      }
    }
  }

  // -- how it is run, and read
  // ---------------------------------------------------------------------

  /** What the lake still holds. */
  private static Stream<Flow> stored() {
    return truth.flows().stream().filter(flow -> !RawTruth.day(flow).equals(DELETED));
  }

  /** What the notebooks were asked about. */
  private static Stream<Flow> ofTheDays() {
    return truth.flows().stream().filter(flow -> RawTruth.day(flow).compareTo(FIRST_DAY) >= 0);
  }

  private static boolean hasTwoNodes(Flow flow) {
    return flow.sourceNode() != null
        && flow.destNode() != null
        && !flow.sourceNode().equals(flow.destNode());
  }

  /** What it printed to both outputs. */
  private static String flowlake(String words) {
    MainTest.Run run = MainTest.Run.in(Map.of(), words.split(" ", -1));
    assertEquals(0, run.exitCode(), run.err());
    return run.out() + run.err();
  }

  private static JsonNode found(String notebook) throws IOException {
    return JSON.readTree(OUT.resolve(notebook + ".json").toFile());
  }

  private static Map<String, Long> counts(JsonNode object) {
    Map<String, Long> counts = new TreeMap<>();
    object.properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
    return counts;
  }

  private static Map<String, Long> countBy(Function<Flow, String> property) {
    return ofTheDays()
        .collect(Collectors.groupingBy(property, TreeMap::new, Collectors.counting()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
