package io.flowlake.export;

import io.flowlake.JavaChild;
import io.flowlake.SparkHome;
import io.flowlake.cli.Main;
import io.flowlake.lake.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The product's {@code export} command in a process of its own, as a scheduler starts it. */
final class ExportProcess {
  /** Two executors with a core each, in processes of their own. */
  static final String CLUSTER = "local-cluster[2,1,1024]";

  private ExportProcess() {}

  static JavaChild start(String lake, String target, String master, Map<String, String> environment)
      throws IOException {
    return start(lake, target, master, environment, List.of());
  }

  /** Options with which Spark keeps its events in files below {@code folder}. */
  static List<String> eventsInto(Path folder) {
    return List.of(
        "-Dspark.eventLog.enabled=true",
        "-Dspark.eventLog.compress=false",
        "-Dspark.eventLog.dir=" + folder.toUri());
  }

  /** As above, with further options of the JVM. */
  static JavaChild start(
      String lake,
      String target,
      String master,
      Map<String, String> environment,
      List<String> jvmOptions)
      throws IOException {
    List<String> jvm = new ArrayList<>(SparkHome.driverOptions());
    jvm.addAll(
        List.of(
            "-Xmx1g",
            "-Dspark.master=" + master,
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.databricks.delta.snapshotPartitions=1",
            "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile", "")));
    jvm.addAll(jvmOptions);
    Map<String, String> all = new HashMap<>(SparkHome.environment());
    all.putAll(environment);
    return JavaChild.start(
        Main.class,
        all,
        jvm,
        "export",
        "--lake",
        lake,
        "--date",
        HeavyDays.FIRST.toString(),
        "--target",
        target,
        "--columns",
        HeavyDays.request(new Lake(lake)).columnNames(),
        "--compression-level",
        "1");
  }
}
