package io.flowlake.cli;

import io.flowlake.lake.LostRaceException;
import io.flowlake.lake.StorageErrors;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells the user why a command failed: a sentence, and the stack trace with {@code --debug} only.
 */
final class Failures implements IExecutionExceptionHandler {
  static final String DEBUG = "--debug";

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    FlowlakeException told = inWords(failure);
    err.println("flowlake " + command.getCommandName() + ": " + told.getMessage());
    if (parsed.expandedArgs().contains(DEBUG)) {
      failure.printStackTrace(err);
    }
    err.flush();
    return told.exitCode().number();
  }

  static FlowlakeException inWords(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof FlowlakeException told) {
        return told;
      }
      if (at instanceof LostRaceException) {
        return new FlowlakeException(
            ExitCode.RETRY,
            "Cannot write the lake: other jobs changed it first, again and again. Run the same command again.",
            at);
      }
      if (at instanceof IOException storage) {
        return StorageErrors.inWords(storage, "the lake or the dumps");
      }
    }
    return new FlowlakeException(
        ExitCode.BUG,
        "Cannot go on: %s. This is a bug of Flowlake; add %s and report what it shows."
            .formatted(failure, DEBUG));
  }
}
