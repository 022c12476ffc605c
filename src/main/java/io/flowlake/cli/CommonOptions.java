package io.flowlake.cli;

import io.flowlake.lake.Lake;
import picocli.CommandLine.Option;

/** Options of every command that works on a lake. */
final class CommonOptions {
  static final String LAKE = "--lake";

  @Option(
      names = LAKE,
      paramLabel = "URI",
      defaultValue = "lake",
      description =
          "Where the lake is: a folder, s3a://bucket/path, any Hadoop path (${DEFAULT-VALUE}).")
  private String lake = "lake";

  Lake lake() {
    return new Lake(lake);
  }
}
