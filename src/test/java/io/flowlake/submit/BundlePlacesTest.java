package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where scripts/bundle makes a bundle, and where it touches nothing. It runs in a working copy that
 * is built already: a jar, two libraries and our script.
 */
class BundlePlacesTest {
  private static final Set<String> PARTS =
      Set.of(".flowlake-bundle", "LICENSE", "flowlake.jar", "jars", "jobs");

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void makeWorkingCopy() throws IOException {
    home = Files.createDirectory(folder.resolve("working copy"));
    script("bundle", Files.readString(Path.of("scripts/bundle")));
    script("flowlake", "#!/bin/sh\n");
    write("jobs/submit/compact.sh", "a script");
    write("src/Main.java", "a source");
    write("LICENSE", "a licence");
    write("target/flowlake.jar", "a jar");
    Path delta = write("repository/io/delta/delta-1.jar", "delta");
    Path spark = write("repository/org/apache/spark/spark-1.jar", "spark");
    write("target/classpath.txt", delta + ":" + spark + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ". | it is in the working copy",
        "jobs | it is in the working copy",
        "src/new | it is in the working copy",
        "target | it is in the working copy",
        "target/../src/new | it is in the working copy",
        ".. | the working copy is in it",
        "/ | the working copy is in it",
        "LICENSE | it is in the working copy",
        "target/flowlake.jar | it is a file",
        "../spark | it holds other things and no earlier bundle (no .flowlake-bundle)",
      })
  void otherFoldersAreLeftAlone(String place, String why) throws Exception {
    Files.createDirectories(folder.resolve("spark/jars"));
    Files.writeString(folder.resolve("spark/jars/spark-core.jar"), "Spark's own");
    Set<String> before = files(folder);
    Run refused = bundle(place);
    assertAll(
        () -> assertEquals(2, refused.exitCode(), refused.printed()),
        () ->
            assertTrue(
                refused
                    .printed()
                    .startsWith("bundle: Cannot make a bundle in %s: %s".formatted(place, why)),
                refused.printed()),
        () -> assertEquals(before, files(folder)));
  }

  @ParameterizedTest
  @CsvSource({"../new", "../empty", "target/bundle", "../deep/er"})
  void aNewOrEmptyFolderTakesIt(String place) throws Exception {
    Files.createDirectory(folder.resolve("empty"));
    Run made = bundle(place);
    assertEquals(0, made.exitCode(), made.printed());
    Path bundle = home.resolve(place).normalize();
    assertEquals(bundle + ": flowlake.jar, 1 libraries, jobs\n", made.printed());
    assertEquals(PARTS, entries(bundle));
    assertEquals(Set.of("delta-1.jar"), entries(bundle.resolve("jars")));
  }

  /** What a job has open stays as it was, and nothing of the older bundle is left. */
  @Test
  void anEarlierBundleIsReplacedUnderARunningJob() throws Exception {
    assertEquals(0, bundle("../new").exitCode());
    Path bundle = folder.resolve("new");
    Files.writeString(bundle.resolve("jars/older-1.jar"), "an older library");
    Files.writeString(bundle.resolve("notes.txt"), "somebody's own");
    try (InputStream open = Files.newInputStream(bundle.resolve("flowlake.jar"));
        InputStream library = Files.newInputStream(bundle.resolve("jars/older-1.jar"))) {
      write("target/flowlake.jar", "a newer jar");
      write("jobs/submit/compact.sh", "a newer script");
      Run again = bundle("../new");
      assertEquals(0, again.exitCode(), again.printed());
      assertEquals("a jar", new String(open.readAllBytes(), StandardCharsets.UTF_8));
      assertEquals("an older library", new String(library.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertAll(
        () -> assertEquals("a newer jar", Files.readString(bundle.resolve("flowlake.jar"))),
        () ->
            assertEquals(
                "a newer script", Files.readString(bundle.resolve("jobs/submit/compact.sh"))),
        () -> assertFalse(Files.exists(bundle.resolve("jars/older-1.jar"))),
        () -> assertEquals("somebody's own", Files.readString(bundle.resolve("notes.txt"))));
    Set<String> left = new TreeSet<>(entries(bundle));
    left.remove("notes.txt");
    assertEquals(PARTS, left);
  }

  /** The older bundle works on. */
  @Test
  void aBundleThatCannotBeMadeReplacesNothing() throws Exception {
    assertEquals(0, bundle("../new").exitCode());
    Set<String> before = files(folder.resolve("new"));
    Files.delete(home.resolve("target/flowlake.jar"));
    Run failed = bundle("../new");
    assertTrue(failed.exitCode() != 0, failed.printed());
    assertEquals(before, files(folder.resolve("new")));
  }

  private Path write(String place, String content) throws IOException {
    Path file = home.resolve(place);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void script(String name, String content) throws IOException {
    assertTrue(write("scripts/" + name, content).toFile().setExecutable(true));
  }

  private Run bundle(String place) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(home.resolve("scripts/bundle").toString(), place)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), printed);
  }

  private static Set<String> entries(Path of) throws IOException {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static Set<String> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private record Run(int exitCode, String printed) {}
}
