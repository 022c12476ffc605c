package io.flowlake.compact;

import io.flowlake.JavaChild;
import io.flowlake.cli.Main;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The product's {@code compact} command in a process of its own, as a scheduler starts it. */
final class CompactProcess {
  private CompactProcess() {}

  static JavaChild start(
      String raw, String lake, Map<String, String> environment, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("compact", "--raw", raw, "--lake", lake));
    arguments.addAll(List.of(options));
    return JavaChild.start(
        Main.class,
        environment,
        List.of(
            "-Xmx1g",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=2",
            "-Dspark.sql.adaptive.enabled=false",
            "-Dspark.databricks.delta.snapshotPartitions=1",
            "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile", "")),
        arguments.toArray(String[]::new));
  }
}
