package io.flowlake.bench;

import io.flowlake.lake.LakeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Measures how the flows table could be laid out: {@code scripts/bench layout [--flows N] [--rounds
 * N] [--settings-only | --addresses-only | --pages-only]}. The tables of {@code docs/layout.md} are
 * what it printed.
 */
public final class LayoutBench {
  private LayoutBench() {}

  /** Prints the tables. */
  public static void main(String[] args) throws IOException {
    long flows = option(args, "--flows", 5_000_000);
    int rounds = (int) option(args, "--rounds", 2);
    Path folder = new Path(Files.createTempDirectory("flowlake-layout").toUri());
    System.out.printf(
        "%,d flows of 20 nodes and 2 days; best of %d rounds; %d processors, Java %s%n",
        flows, rounds, Runtime.getRuntime().availableProcessors(), Runtime.version());
    List<String> parts = Arrays.asList(args);
    try {
      if (!parts.contains("--settings-only") && !parts.contains("--addresses-only")) {
        new PagesBench(java.nio.file.Path.of(folder.toUri())).run();
      }
      if (parts.contains("--pages-only")) {
        return;
      }
      FlowSample sample = FlowSample.of(flows);
      if (!parts.contains("--addresses-only")) {
        new SettingsBench(sample, new Path(folder, "settings"), rounds).run();
      }
      if (parts.contains("--settings-only")) {
        return;
      }
      try (SparkSession spark = LakeSession.open("flowlake bench layout", System.getenv())) {
        new RepresentationBench(sample, folder, rounds).run(spark);
      }
    } finally {
      DataFiles.delete(folder);
    }
  }

  private static long option(String[] args, String name, long otherwise) {
    for (int i = 0; i + 1 < args.length; i++) {
      if (args[i].equals(name)) {
        return Long.parseLong(args[i + 1]);
      }
    }
    return otherwise;
  }
}
