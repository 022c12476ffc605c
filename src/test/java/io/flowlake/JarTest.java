package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The jar that users give to spark-submit, in {@code target/flowlake.jar}: small, ours alone, and
 * in nobody's way. What may be in it is listed in {@code jar-contents.txt}.
 */
class JarTest {
  private static final Path JAR = Path.of("target", "flowlake.jar");
  private static final Path CLASS_PATH = Path.of("target", "classpath.txt");
  private static final long MOST_BYTES = 15_000_000;

  @Test
  void itIsSmall() throws IOException {
    long bytes = Files.size(JAR);
    assertTrue(bytes < MOST_BYTES, () -> "%s has %,d bytes".formatted(JAR, bytes));
  }

  @Test
  void packagesAndFilesAreThoseOfTheList() throws IOException {
    assertEquals(String.join("\n", listed()), String.join("\n", contents()));
  }

  /** So that no library slips in beside another version of it that Spark brings. */
  @Test
  void everyClassIsInOurPackages() throws IOException {
    List<String> foreign =
        names(JAR).stream()
            .filter(name -> name.endsWith(".class") && !name.startsWith("io/flowlake/"))
            .toList();
    assertEquals(List.of(), foreign);
  }

  @Test
  void nothingInItIsOnSparksClassPathToo() throws IOException {
    Set<String> ours = new TreeSet<>(names(JAR));
    ours.removeIf(name -> name.endsWith("/") || name.startsWith("META-INF/"));
    List<String> twice = new ArrayList<>();
    int jars = 0;
    for (String jar : Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1)) {
      jars++;
      for (String name : names(Path.of(jar))) {
        if (ours.contains(name)) {
          twice.add(name + " is in " + jar);
        }
      }
    }
    assertEquals(List.of(), twice);
    assertTrue(jars > 100, "this is not Spark's class path: " + CLASS_PATH);
  }

  /** What a services file names is found when Spark looks for it, or Spark does not start. */
  @Test
  void servicesNameClassesOfTheJar() throws IOException {
    List<String> missing = new ArrayList<>();
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      for (String name : names(JAR)) {
        if (name.matches("META-INF/services/[^/]+")) {
          for (String provider : text(jar, name).lines().toList()) {
            String type = provider.replaceFirst("#.*", "").strip();
            if (!type.isEmpty() && jar.getEntry(type.replace('.', '/') + ".class") == null) {
              missing.add(name + ": " + type);
            }
          }
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  /** The build ends with it. */
  @Test
  void theBuildPrintsSizeAndContents() throws Exception {
    Process process = new ProcessBuilder("scripts/jar-contents").redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    List<String> lines = printed.lines().toList();
    assertEquals("flowlake.jar: %d bytes".formatted(Files.size(JAR)), lines.get(0));
    assertEquals(
        listed(),
        lines.stream()
            .skip(1)
            .map(line -> line.strip().replaceFirst(" +\\d+ classes$", ""))
            .toList());
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("  io\\.flowlake\\.model +\\d+ classes")),
        printed);
  }

  private static List<String> contents() throws IOException {
    Set<String> packages = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (String name : names(JAR)) {
      if (name.endsWith(".class")) {
        packages.add(name.replaceFirst("/[^/]*$", "").replace('/', '.'));
      } else if (!name.endsWith("/")) {
        others.add(name);
      }
    }
    List<String> contents = new ArrayList<>(packages);
    contents.addAll(others);
    return contents;
  }

  private static List<String> listed() throws IOException {
    try (InputStream list = JarTest.class.getResourceAsStream("jar-contents.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static List<String> names(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).collect(Collectors.toList());
    }
  }

  private static String text(ZipFile jar, String name) throws IOException {
    try (InputStream content = jar.getInputStream(jar.getEntry(name))) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
