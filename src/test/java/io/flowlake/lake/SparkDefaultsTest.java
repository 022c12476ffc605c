package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** jobs/conf/spark-defaults.conf, and that it and {@code --conf} win over what we set ourselves. */
class SparkDefaultsTest {
  private static final Path DEFAULTS = Path.of("jobs/conf/spark-defaults.conf");

  /** What belongs to one kind of master, to one site or to Delta Kernel, which has no such file. */
  private static final Pattern NOT_FOR_ALL =
      Pattern.compile(
          "spark\\.sql\\.sources\\.parallelPartitionDiscovery\\.parallelism"
              + "|spark\\.databricks\\.delta\\.snapshotPartitions"
              + "|spark\\.sql\\.inMemoryColumnarStorage\\.compressed"
              + "|spark\\.hadoop\\.fs\\.s3a\\.aws\\.credentials\\.provider"
              + "|spark\\.hadoop\\.io\\.delta\\.kernel\\..*");

  static List<String> ours() {
    return List.copyOf(new TreeSet<>(SparkSettings.of(Map.of(), "local[2]").keySet()));
  }

  /** One set of values, so that it does not matter whether the file is used. */
  @Test
  void itSaysWhatTheJobsSetThemselves() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>(SparkSettings.of(Map.of(), "yarn"));
    expected.keySet().removeIf(key -> NOT_FOR_ALL.matcher(key).matches());
    Map<String, String> file = defaults();
    assertEquals("true", file.remove("spark.sql.adaptive.enabled")); // Spark's own default
    assertEquals(new TreeMap<>(expected), new TreeMap<>(file));
  }

  @Test
  void eachGroupOfLinesSaysWhy() throws IOException {
    List<String> lines = Files.readAllLines(DEFAULTS);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("spark.")) {
        assertFalse(lines.get(i - 1).isBlank(), "no comment above: " + lines.get(i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatIsGivenWins(String key) {
    SparkConf given = new SparkConf(false).set("spark.master", "local[2]").set(key, "given");
    String left = LakeSession.missing(given, new Configuration(), Map.of()).get(key);
    // Extensions are a list, which is completed.
    assertEquals(
        key.equals("spark.sql.extensions") ? "given," + SparkSettings.DELTA_EXTENSION : null, left);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.hadoop.fs.s3a.secret.key, true",
    "spark.hadoop.fs.s3a.access.key, true",
    "spark.hadoop.fs.s3a.session.token, true",
    "spark.hadoop.fs.s3a.retry.limit, false"
  })
  void itsRedactionCoversKeys(String key, boolean covered) throws IOException {
    String pattern = defaults().get("spark.redaction.regex");
    assertNotNull(pattern);
    assertEquals(covered, Pattern.compile(pattern).matcher(key).find());
  }

  @Test
  void noKeyOrPlaceIsInIt() throws IOException {
    List<String> active =
        Files.readAllLines(DEFAULTS).stream().filter(line -> !line.startsWith("#")).toList();
    assertTrue(
        active.stream()
            .noneMatch(line -> line.matches(".*(\\.endpoint|\\.key|spark\\.master|://).*")),
        active::toString);
  }

  private static Map<String, String> defaults() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DEFAULTS)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        Matcher setting = Pattern.compile("(\\S+)\\s+(\\S+)").matcher(line);
        assertTrue(setting.matches(), line);
        assertEquals(null, settings.put(setting.group(1), setting.group(2)), "twice: " + line);
      }
    }
    return settings;
  }
}
