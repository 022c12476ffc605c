package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.PythonSpark;
import io.flowlake.SparkFixture;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
 * Executes the notebooks on a small lake, and compares what they found with what is in its raw
 * dumps, read and counted here.
 */
@Tag("slow")
class NotebooksTest {
  private static final long LIMIT_MINUTES = 12;
  private static final String DAY = "2026-11-03";

  /** Stays, so that the pictures can be looked at. */
  private static final Path OUT = Path.of("target", "notebooks-tested").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static final RawTruth truth = new RawTruth();

  @BeforeAll
  static void execute() throws IOException, InterruptedException {
    Path python = PythonSpark.python();
    SparkFixture.session(); // the commands take the session that is open
    Path raw = folder.resolve("raw");
    Path lake = folder.resolve("lake");
    flowlake(
        "generate --flows 30000 --nodes 4 --days 3 --dumps 9 --dirty --redeliver 0.01 --incidents --out "
            + raw);
    try (Stream<Path> days = Files.list(raw)) {
      for (Path day : days.sorted().toList()) {
        truth.read(day);
        flowlake("compact --raw " + day + " --lake " + lake);
      }
    }
    ProcessBuilder process =
        PythonSpark.process(
            folder,
            List.of(
                python.toString(),
                "scripts/python/notebooks.py",
                "run",
                Path.of("notebooks").toAbsolutePath().toString(),
                OUT.toString()));
    process.directory(Path.of("").toAbsolutePath().toFile());
    process.environment().put("FLOWLAKE_LAKE", lake.toString());
    process.environment().put("TZ", "Pacific/Kiritimati"); // all times are UTC wherever one is
    process.environment().put("PYSPARK_SUBMIT_ARGS", submitArguments());
    Path log = folder.resolve("log.txt");
    Process running = process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = running.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    running.destroyForcibly();
    assertTrue(ended && running.exitValue() == 0, () -> text(log));
  }

  @Test
  void exploreCountsWhatIsThere() throws IOException {
    JsonNode found = found("01-explore");
    assertAll(
        () -> assertEquals(truth.flows().size(), found.get("flows").asInt()),
        () -> assertEquals("2026-11-01", found.get("first_day").asText()),
        () -> assertEquals(DAY, found.get("last_day").asText()),
        () -> assertEquals(countBy(Flow::node), counts(found.get("flows_by_node"))),
        () -> assertEquals(countBy(Flow::protocol), counts(found.get("flows_by_protocol"))),
        () ->
            assertEquals(
                "[[\"edge-0005\",\"2026-11-03 11:00:00\",\"2026-11-03 17:00:00\",6]]",
                found.get("silences").toString()));
  }

  @Test
  void investigateFindsTheIncidents() throws IOException {
    JsonNode found = found("02-investigate");
    String host = found.get("host").asText();
    long itsFlows =
        truth.flows().stream()
            .filter(flow -> RawTruth.day(flow).equals(DAY))
            .filter(flow -> flow.sourceIp().equals(host) || flow.destIp().equals(host))
            .count();
    assertAll(
        () -> assertEquals(DAY, found.get("day").asText()),
        () -> assertEquals("[[\"203.0.113.66\",1022,1022]]", found.get("scans").toString()),
        () -> assertEquals("[[\"10.1.200.66\",1500,1500]]", found.get("sweeps").toString()),
        () ->
            assertEquals(
                "[[\"203.0.113.66\",\"10.2.200.10\",22],[\"203.0.113.66\",\"10.2.200.10\",443]]",
                found.get("open").toString()),
        () ->
            assertEquals(
                "[[\"10.2.200.20\",8443,900,\"2026-11-03 14:00:00\",\"2026-11-03 14:45:00\"]]",
                found.get("broken").toString()),
        () ->
            assertEquals(
                "[[\"10.1.200.77\",\"203.0.113.80\",443,\"198.51.100.1\",\"10.3.200.80\",8080,40,18.0]]",
                found.get("translations").toString()),
        () -> assertEquals(Math.min(10_000, itsFlows), found.get("flows_of_host").asLong()));
  }

  @Test
  void capacitySumsBytes() throws IOException {
    JsonNode found = found("03-capacity");
    Map<String, Long> byDay =
        truth.flows().stream()
            .collect(
                Collectors.groupingBy(
                    RawTruth::day, TreeMap::new, Collectors.summingLong(RawTruth::bytes)));
    Map<String, Long> byHost = new HashMap<>();
    for (Flow flow : truth.flows()) {
      for (String host : List.of(flow.sourceIp(), flow.destIp())) {
        if (host.startsWith("10.") || host.startsWith("fd")) {
          byHost.merge(host, RawTruth.bytes(flow), Long::sum);
        }
      }
    }
    JsonNode talker = found.get("top_talker");
    JsonNode growing = found.get("fastest_growing");
    assertAll(
        () -> assertEquals(byDay, counts(found.get("bytes_by_day"))),
        () -> assertEquals(byHost.get(talker.get(0).asText()), talker.get(1).asLong()),
        () ->
            assertEquals(
                byHost.values().stream().max(Long::compare).orElseThrow(), talker.get(1).asLong()),
        () -> assertEquals("10.1.200.30", growing.get(0).asText()),
        () -> assertEquals("10.3.200.30", growing.get(1).asText()),
        // 1.2 GB, then an eighth more, then an eighth of that: a straight line's slope
        () -> assertEquals(24 * (50e6 * 1.125 * 1.125 - 50e6) / 2, growing.get(3).asDouble(), 100),
        () -> assertTrue(found.get("p95_bits").asDouble() < found.get("peak_bits").asDouble()));
  }

  @Test
  void qualityAddsUp() throws IOException {
    JsonNode found = found("04-quality");
    long rejects = truth.reasons().values().stream().mapToLong(Long::longValue).sum();
    assertTrue(rejects > 0, "none to compare");
    assertAll(
        () -> assertEquals(truth.flows().size(), found.get("new").asInt()),
        () -> assertEquals(truth.flows().size(), found.get("flows").asInt()),
        () -> assertEquals(rejects, found.get("rejected").asLong()),
        () -> assertEquals(rejects, found.get("rejects_kept").asLong()),
        () -> assertEquals(truth.reasons(), counts(found.get("reasons"))),
        () -> assertEquals(3, found.get("batches").asInt()),
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
        (name, count) -> assertTrue(Files.exists(OUT.resolve(name + "-" + count + ".png")), name));
  }

  // -- how it is run, and read
  // ---------------------------------------------------------------------

  private static String submitArguments() {
    List<String> words = new ArrayList<>(PythonSpark.options());
    words.addAll(List.of("--conf", "spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension"));
    words.addAll(
        List.of(
            "--conf",
            "spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog"));
    return words.stream().map(ShellWord::of).collect(Collectors.joining(" ")) + " pyspark-shell";
  }

  private static void flowlake(String words) {
    MainTest.Run run = MainTest.Run.in(Map.of(), words.split(" ", -1));
    assertEquals(0, run.exitCode(), run.err());
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
    return truth.flows().stream()
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
