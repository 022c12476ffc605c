package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of jobs/kubernetes are what the operators take, and fit the image. What flowlake says
 * to their arguments: {@link ScheduledArgumentsTest}.
 */
class KubernetesJobsTest {
  private static final Pattern CRON = Pattern.compile("[\\d*]+ [\\d*]+ \\* \\* [\\d*]");

  static Stream<KubernetesFile> files() throws IOException {
    return KubernetesFile.all().stream();
  }

  static Stream<KubernetesFile> applications() throws IOException {
    return files().filter(file -> file.kind().endsWith("SparkApplication"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theOperatorTakesIt(KubernetesFile file) throws IOException {
    assertEquals(List.of(), file.faults());
  }

  /** What the schemas are worth: each slip is found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kubeflow/compact.yaml | concurrencyPolicy: Forbid | concurrencyPolicy: Never | does not have a value in the enumeration",
        "kubeflow/compact.yaml | timeZone: | timezone: | property 'timezone' is not defined",
        "kubeflow/compact.yaml | serviceAccount: | serviceAcount: | property 'serviceAcount' is not defined",
        "kubeflow/compact.yaml | secretRef: | secret: | property 'secret' is not defined",
        "kubeflow/export.yaml | onFailureRetries: 3 | onFailureRetries: three | string found, integer expected",
        "kubeflow/export.yaml | v1beta2 | v1beta1 | must be the constant value",
        "kubeflow/export.yaml | sparkVersion: \"4.2.0\" | suspend: false | required property 'sparkVersion' not found",
        "kubeflow/export.yaml | onFailureRetryInterval: 300 | onFailureRetryInterval: 0 | must have a minimum value of 1",
        "kubeflow/export.yaml | instances: 4 | instances: 0 | must have a minimum value of 1",
        "kubeflow/export-day.yaml | mode: cluster | mode: in-cluster-client | does not have a value in the enumeration",
        "kubeflow/maintain.yaml | type: Java | type: Kotlin | does not have a value in the enumeration",
        "apache/compact.yaml | OnInfrastructureFailure | OnBadWeather | does not have a value in the enumeration",
        "apache/export.yaml | runtimeVersions: | suspend: | property 'suspend' is not defined",
        "apache/compact.yaml | driverArgs: | arguments: | property 'arguments' is not defined",
        "apache/compact.yaml | envFrom: | envfrom: | property 'envfrom' is not defined",
        "apache/compact.yaml | spark.executor.instances: \"4\" | spark.executor.instances: 4 | integer found, string expected",
        "settings.yaml | AWS_REGION: eu-central-1 | AWS_REGION: 1 | integer found, string expected",
      })
  void slipsAreFound(String name, String right, String wrong, String fault) throws IOException {
    Path path = KubernetesFile.FOLDER.resolve(name);
    String text = Files.readString(path);
    assertTrue(text.contains(right), text);
    List<String> faults =
        new KubernetesFile(path, KubernetesFile.parse(text.replace(right, wrong))).faults();
    assertTrue(faults.stream().anyMatch(found -> found.contains(fault)), faults.toString());
  }

  @ParameterizedTest
  @MethodSource("applications")
  void itRunsWhatTheImageHolds(KubernetesFile file) throws IOException {
    JsonNode spec = file.spec();
    List<String> environment =
        file.isApaches()
            ? from(spec.at("/driverSpec/podTemplateSpec/spec/containers/0/envFrom"))
            : from(spec.at("/driver/envFrom"));
    String jar = spec.path(file.isApaches() ? "jars" : "mainApplicationFile").asText();
    assertAll(
        () -> assertEquals("io.flowlake.cli.Main", spec.path("mainClass").asText()),
        () -> assertEquals("local:///opt/flowlake/flowlake.jar", jar),
        () -> assertEquals(List.of("flowlake-settings", "flowlake-keys"), environment),
        () -> assertEquals(sparkVersion(), spec.findPath("sparkVersion").asText()),
        () -> assertTrue(spec.toString().contains("registry.example.org/flowlake:0.1.0")));
  }

  @Test
  void schedulesAreFiveFieldsInUtcAndDoNotOverlapThemselves() throws IOException {
    List<KubernetesFile> scheduled =
        files().filter(file -> file.kind().equals("ScheduledSparkApplication")).toList();
    assertEquals(4, scheduled.size());
    for (KubernetesFile file : scheduled) {
      JsonNode spec = file.object().path("spec");
      assertTrue(CRON.matcher(spec.path("schedule").asText()).matches(), file.path().toString());
      assertEquals("UTC", spec.path("timeZone").asText());
      assertEquals("Forbid", spec.path("concurrencyPolicy").asText());
    }
  }

  /** After too many rejects another run would find nothing new, end with 0 and hide the alarm. */
  @Test
  void aCompactionThatFailedIsNotRunAgainBeforeTheNextHour() throws IOException {
    assertEquals(
        Map.of(
            Path.of("jobs/kubernetes/apache/compact.yaml"), "OnInfrastructureFailure",
            Path.of("jobs/kubernetes/kubeflow/compact.yaml"), "Never"),
        applications()
            .filter(file -> file.arguments().get(0).equals("compact"))
            .collect(Collectors.toMap(KubernetesFile::path, KubernetesJobsTest::restartPolicy)));
  }

  @Test
  void theImageIsMadeOfWhatABundleHas() throws IOException {
    String dockerfile = Files.readString(KubernetesFile.FOLDER.resolve("Dockerfile"));
    assertTrue(
        dockerfile.contains("ARG SPARK_IMAGE=apache/spark:" + sparkVersion() + "-scala2.13-java17"),
        dockerfile);
    List<String> copied = new ArrayList<>();
    Matcher copies = Pattern.compile("(?m)^COPY (.*) \\S+$").matcher(dockerfile);
    while (copies.find()) {
      copied.addAll(List.of(copies.group(1).split(" ", -1)));
    }
    assertEquals(List.of("jars/", "flowlake.jar", "LICENSE", "jobs/"), copied);
    assertTrue(dockerfile.endsWith("\nUSER spark\n"), "it does not run as root");
    Matcher parts =
        Pattern.compile("(?m)^parts=\\((.*)\\)$")
            .matcher(Files.readString(Path.of("scripts/bundle")));
    assertTrue(parts.find());
    assertEquals(
        Set.of(parts.group(1).split(" ", -1)),
        copied.stream().map(entry -> entry.replace("/", "")).collect(Collectors.toSet()));
    assertFalse(dockerfile.contains("AWS_"), "no keys");
  }

  /** Whoever takes the patterns as they are has no day deleted. */
  @Test
  void patternsDeleteNoDays() throws IOException {
    assertFalse(KubernetesFile.settings().containsKey("FLOWLAKE_KEEP_DAYS"));
    assertFalse(
        Files.readAllLines(SystemdUnit.FOLDER.resolve("flowlake.env")).stream()
            .anyMatch(line -> line.startsWith("FLOWLAKE_KEEP_DAYS")));
  }

  @Test
  void noKeyIsInAFile() throws IOException {
    for (KubernetesFile file : KubernetesFile.all()) {
      assertFalse(
          Files.readString(file.path())
              .lines()
              .filter(line -> !line.startsWith("#"))
              .anyMatch(
                  line -> line.matches("(?i).*(secret_?access|access_?key|password|token).*")),
          file.path().toString());
    }
  }

  private static String restartPolicy(KubernetesFile file) {
    return file.isApaches()
        ? file.spec().at("/applicationTolerations/restartConfig/restartPolicy").asText()
        : file.spec().at("/restartPolicy/type").asText();
  }

  private static List<String> from(JsonNode sources) {
    List<String> names = new ArrayList<>();
    sources.forEach(source -> names.add(source.findPath("name").asText()));
    return names;
  }

  private static String sparkVersion() throws IOException {
    Matcher version =
        Pattern.compile("<spark.version>(.*)</spark.version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(version.find());
    return version.group(1);
  }
}
