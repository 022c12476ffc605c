package io.flowlake.cli;

import io.flowlake.compact.CompactRequest.Writers;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of commands that write the lake. */
final class WriterOptions {
  @Option(
      names = "--single-writer",
      fallbackValue = "true",
      description = "Accept a store without conditional writes: promise that no other job writes.")
  private boolean singleWriter;

  Writers writers() {
    return singleWriter ? Writers.ONE : Writers.SEVERAL;
  }

  /** The environment, with the option laid over it. */
  Map<String, String> over(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("FLOWLAKE_SINGLE_WRITER", Boolean.toString(singleWriter));
    return all;
  }
}
