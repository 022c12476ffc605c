package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that are kept, and addresses that are used without. */
class TargetsTest {
  private static final S3Location PLAIN =
      S3Location.of("bucket", "eu-central-1", "", null, null, null);

  @TempDir private Path home;
  private Targets targets;

  @BeforeEach
  void open() {
    targets = Targets.of(environment());
  }

  private Map<String, String> environment() {
    return Map.of("HOME", home.toString());
  }

  private Path file() {
    return home.resolve(".config/flowlake/targets.json");
  }

  static Stream<Target> everyKind() {
    return Stream.of(
        new Target("plain", PLAIN, new KeySource.DefaultChain()),
        new Target(
            "A.b_c-1",
            S3Location.of("bucket", "x", "a/b", "http://h:1", Addressing.HOST, "a-key"),
            new KeySource.Environment()),
        new Target("profile", PLAIN, new KeySource.Profile("my profile")),
        new Target("jceks", PLAIN, new KeySource.HadoopProvider("localjceks://file/x.jceks")),
        new Target("file", PLAIN, new KeySource.SavedFile(Path.of("/x/y.json"))),
        new Target("folder", new FolderLocation("/mnt/exports"), new KeySource.DefaultChain()),
        new Target("hdfs", new FolderLocation("hdfs://h/x"), new KeySource.DefaultChain()));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void whatIsSavedIsFoundAgain(Target target) {
    targets.save(target);
    assertEquals(target, targets.named(target.name()));
    assertEquals(target, ExportStores.target(target.name(), environment()));
    assertEquals(List.of(target), Targets.of(environment()).all());
  }

  @Test
  void targetsAreListedByNameReplacedAndRemoved() {
    everyKind().forEach(targets::save);
    assertEquals(
        List.of("A.b_c-1", "file", "folder", "hdfs", "jceks", "plain", "profile"),
        targets.all().stream().map(Target::name).toList());
    Target changed = new Target("plain", PLAIN, new KeySource.Profile("other"));
    targets.save(changed);
    assertEquals(Optional.of(changed), targets.find("plain"));
    assertEquals(changed, targets.remove("plain"));
    assertEquals(Optional.empty(), targets.find("plain"));
    assertEquals(6, targets.all().size());
  }

  @Test
  void nobodyElseMayReadTheFile() throws IOException {
    targets.save(new Target("x", PLAIN, new KeySource.DefaultChain()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/b", "../x", "-x", ".x", "ü", "a b", "a:b"})
  void namesAreChecked(String name) {
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> targets.save(new Target(name, PLAIN, new KeySource.DefaultChain())));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.getMessage().startsWith("Cannot call a target '" + name + "':"));
  }

  @Test
  void anUnknownNameGetsAHint() {
    FlowlakeException none =
        assertThrows(FlowlakeException.class, () -> targets.named("production"));
    assertEquals(ExitCode.MISSING, none.exitCode());
    assertTrue(none.getMessage().contains("There is none yet: save one with flowlake target set"));
    targets.save(new Target("production", PLAIN, new KeySource.DefaultChain()));
    assertTrue(
        assertThrows(FlowlakeException.class, () -> targets.remove("prodution"))
            .getMessage()
            .contains("Did you mean production?"));
    assertTrue(
        assertThrows(FlowlakeException.class, () -> targets.named("xyz"))
            .getMessage()
            .contains("There are: production. A folder of that name is ./xyz"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"targets\": {\"x\": {\"bucket\": \"b\"}}}",
        "{\"targets\": {\"x\": {\"bucket\": \"bucket\", \"region\": \"r\", \"addressing\": \"?\"}}}",
        "{\"targets\": {\"x\": {\"folder\": \"\"}}}",
        "{\"targets\": {\"x\": 7}}"
      })
  void aTargetThatSomebodySpoiledIsNamed(String content) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), content);
    FlowlakeException failure = assertThrows(FlowlakeException.class, () -> targets.named("x"));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(
        failure.getMessage().startsWith("Cannot use the target x of " + file()),
        failure.getMessage());
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "{\"targets\": [1]}");
    FlowlakeException failure = assertThrows(FlowlakeException.class, targets::all);
    assertEquals(ExitCode.USAGE, failure.exitCode());
  }

  @Test
  void withoutAHomeThereAreNoTargets() {
    FlowlakeException failure =
        assertThrows(FlowlakeException.class, () -> ExportStores.target("x", Map.of()));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.getMessage().contains("neither HOME nor XDG_CONFIG_HOME is set"));
  }

  @Test
  void addressesNeedNoName() {
    Map<String, String> s3 =
        Map.of(
            "FLOWLAKE_S3_ENDPOINT", "http://127.0.0.1:9000",
            "FLOWLAKE_S3_REGION", "r1",
            "FLOWLAKE_S3_PATH_STYLE", "false");
    assertEquals(
        new Target(
            "s3a://bucket/a/b/",
            S3Location.of("bucket", "r1", "a/b", "http://127.0.0.1:9000", Addressing.HOST, null),
            new KeySource.DefaultChain()),
        ExportStores.target("s3a://bucket/a/b/", s3));
    assertEquals(
        S3Location.of("bucket", "eu-west-1", "", null, null, null),
        ExportStores.target("s3://bucket", Map.of("AWS_REGION", "eu-west-1")).place());
    for (String folder : List.of("./x", "/x", "hdfs://h/x", "file:/x", "x/")) {
      assertEquals(new FolderLocation(folder), ExportStores.target(folder, Map.of()).place());
    }
    assertTrue(
        assertThrows(
                FlowlakeException.class,
                () -> ExportStores.target("s3://bucket/x", Map.of("FLOWLAKE_S3_PATH_STYLE", "yes")))
            .getMessage()
            .contains("FLOWLAKE_S3_PATH_STYLE=yes: must be true or false"));
    assertEquals(
        "Cannot tell where the bucket is. Set FLOWLAKE_S3_REGION, such as eu-central-1, or FLOWLAKE_S3_ENDPOINT for a store that is not Amazon's.",
        assertThrows(FlowlakeException.class, () -> ExportStores.target("s3://bucket/x", Map.of()))
            .getMessage());
  }
}
