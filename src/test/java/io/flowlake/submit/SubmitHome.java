package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.io.FileUtils;

/**
 * A Spark installation as its users have it, made of what Maven resolved: those of our jars that
 * the distribution has, and nothing else. What it lacks goes with {@code --jars}.
 */
final class SubmitHome {
  /** What {@code mvn package} makes; tests come after it. */
  static final Path JAR = Path.of("target", "flowlake.jar").toAbsolutePath();

  static final Path HOME = Path.of("target", "submit-home").toAbsolutePath();

  /** The settings and the logging that we give our users. */
  static final Path CONF = Path.of("jobs", "conf").toAbsolutePath();

  private static final Path CLASS_PATH = Path.of("target", "classpath.txt");
  private static boolean made;

  private SubmitHome() {}

  /** The jars that run flowlake beside its own, as the build wrote them down. */
  static List<Path> classPath() throws IOException {
    return List.of(Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1)).stream()
        .map(Path::of)
        .toList();
  }

  /** The names of the jars of the Spark distribution. */
  static Set<String> distribution() throws IOException {
    try (InputStream names =
        SubmitHome.class.getResourceAsStream("/io/flowlake/spark-4.2.0-jars.txt")) {
      return new String(names.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** What goes with {@code --jars}. */
  static String besideSpark() throws IOException {
    Set<String> distribution = distribution();
    return classPath().stream()
        .filter(jar -> !distribution.contains(jar.getFileName().toString()))
        .map(Path::toString)
        .collect(Collectors.joining(","));
  }

  /** The variables with which its programs run on this machine alone; it is made when needed. */
  static synchronized Map<String, String> environment() throws IOException {
    if (!made) {
      make();
      made = true;
    }
    return Map.of(
        "SPARK_HOME", HOME.toString(),
        "SPARK_CONF_DIR", CONF.toString(),
        "SPARK_LOCAL_IP", "127.0.0.1",
        "JAVA_HOME", System.getProperty("java.home"));
  }

  /** One of its programs, such as {@code spark-submit}. */
  static String program(String name) {
    return HOME.resolve("bin").resolve(name).toString();
  }

  /**
   * As {@link #environment()}, for one job alone: what the executors of a local cluster log, which
   * Spark puts below its home, is in {@code folder} then.
   */
  static Map<String, String> environment(Path folder) throws IOException {
    Map<String, String> variables = new HashMap<>(environment());
    Path own = Files.createDirectories(folder.resolve("spark-home"));
    for (String name : List.of("bin", "jars", "RELEASE")) {
      Files.createSymbolicLink(own.resolve(name), HOME.resolve(name));
    }
    variables.put("SPARK_HOME", own.toString());
    return variables;
  }

  /** Anew in each JVM: links of another version of Spark must not stay. */
  private static void make() throws IOException {
    requireFreshJar();
    FileUtils.deleteDirectory(HOME.toFile());
    Path jars = Files.createDirectories(HOME.resolve("jars"));
    Set<String> distribution = distribution();
    for (Path jar : classPath()) {
      if (distribution.contains(jar.getFileName().toString())) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    Files.writeString(HOME.resolve("RELEASE"), "Spark of the tests\n");
    Path programs = Files.createDirectories(HOME.resolve("bin"));
    for (String name : List.of("spark-class", "spark-submit")) {
      try (InputStream script = SubmitHome.class.getResourceAsStream(name)) {
        Files.copy(script, programs.resolve(name));
      }
      assertTrue(programs.resolve(name).toFile().setExecutable(true));
    }
  }

  /** Maven makes the jar before the tests; somebody who runs surefire alone may have an old one. */
  private static void requireFreshJar() throws IOException {
    Path classes = Path.of("target", "classes");
    List<String> old = new ArrayList<>();
    try (ZipFile jar = new ZipFile(JAR.toFile());
        var files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        ZipEntry entry = jar.getEntry(classes.relativize(file).toString());
        if (entry == null || Files.getLastModifiedTime(file).compareTo(modified()) > 0) {
          old.add(classes.relativize(file).toString());
        }
      }
    }
    assertTrue(
        old.isEmpty(), () -> JAR + " is older than " + old + ": run mvn -DskipTests package");
  }

  private static FileTime modified() throws IOException {
    return Files.getLastModifiedTime(JAR);
  }
}
