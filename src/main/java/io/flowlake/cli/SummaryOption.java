package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of jobs whose report a program may want to read. */
final class SummaryOption {
  @Option(
      names = SummaryFile.OPTION,
      paramLabel = "FILE",
      description =
          "Write what was done to this file, as JSON; also when it failed or the command line was wrong, with the message. What an earlier run left there never stays.")
  private @Nullable Path file;

  /** To be called before the job begins. */
  void clear() {
    if (file != null) {
      SummaryFile.clear(file);
    }
  }

  void write(ObjectNode summary) {
    if (file != null) {
      SummaryFile.write(file, summary);
    }
  }
}
