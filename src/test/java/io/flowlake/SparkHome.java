package io.flowlake;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * A Spark installation made of the jars of this test's class path, from which Spark starts
 * executors in processes of their own ({@code local-cluster[…]}).
 */
public final class SparkHome {
  private static final Path HOME = Path.of("target", "spark-home").toAbsolutePath();
  private static boolean made;

  private SparkHome() {}

  /** The variables with which a driver finds it; it is made when needed. */
  public static synchronized Map<String, String> environment() throws IOException {
    if (!made) {
      make();
      made = true;
    }
    return Map.of(
        "SPARK_HOME",
        HOME.toString(),
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        // Else Spark looks for the folders of its own build.
        "SPARK_SCALA_VERSION",
        "2.13");
  }

  /**
   * Anew in each JVM: neither links of another version of Spark may stay, nor what executors of
   * earlier tests have left in {@code work}.
   */
  private static void make() throws IOException {
    FileUtils.deleteDirectory(HOME.toFile());
    Path jars = Files.createDirectories(HOME.resolve("jars"));
    Files.writeString(HOME.resolve("RELEASE"), "Spark of the tests\n");
    for (Path entry : classPath()) {
      if (Files.isRegularFile(entry)) {
        Files.createSymbolicLink(jars.resolve(entry.getFileName().toString()), entry);
      }
    }
  }

  /** Options of the driver's JVM with which executors find the classes of this project. */
  public static List<String> driverOptions() {
    String folders =
        String.join(
            File.pathSeparator,
            classPath().stream().filter(Files::isDirectory).map(Path::toString).toList());
    return List.of(
        "-Dspark.executor.extraClassPath=" + folders,
        "-Dspark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1");
  }

  private static List<Path> classPath() {
    String ofTests = System.getProperty("surefire.test.class.path");
    String all = ofTests == null ? System.getProperty("java.class.path") : ofTests;
    List<Path> entries = new ArrayList<>();
    for (String entry : all.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry).toAbsolutePath());
      }
    }
    return entries;
  }
}
