package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.lake.LostExecutors;
import io.flowlake.lake.LostRaceException;
import io.flowlake.lake.StorageErrors;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Tells the user why a command failed: a sentence, and the stack trace with {@code --debug} only.
 */
final class Failures implements IExecutionExceptionHandler {
  static final String DEBUG = "--debug";

  private final Main main;

  Failures(Main main) {
    this.main = main;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (Interruption.begun()) {
      return ExitCode.RETRY.number(); // nobody sees it: the JVM ends with the signal's number
    }
    FlowlakeException told = inWords(failure);
    tell(command, told, main.debug());
    summarize(command, told, main.debug());
    return told.exitCode().number();
  }

  static void tell(CommandLine command, FlowlakeException failure, boolean debug) {
    PrintWriter err = command.getErr();
    // Messages quote what they were given: filters, names, paths of any content.
    String message = VisibleText.lines(String.valueOf(failure.getMessage()));
    err.println(command.getCommandSpec().qualifiedName() + ": " + message);
    if (debug) {
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      err.print(VisibleText.lines(stack.toString()));
    }
    err.flush();
  }

  /** Writes the failure to the file of {@code --summary}, if one can be written. */
  static void summarize(CommandLine command, FlowlakeException failure, boolean debug) {
    OptionSpec option = command.getCommandSpec().findOption(SummaryFile.OPTION);
    if (option == null
        || !(option.getValue() instanceof Path file)
        || SummaryFile.fault(file).isPresent()) {
      return;
    }
    ObjectNode summary = SummaryFile.begin(command.getCommandName(), failure.exitCode());
    try {
      SummaryFile.write(file, summary.put("message", failure.getMessage()));
    } catch (FlowlakeException unwritable) {
      tell(command, unwritable, debug);
    }
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
            failure);
      }
      if (at instanceof IOException storage) {
        return StorageErrors.inWords(storage, "the lake or the dumps");
      }
      FlowlakeException lost = LostExecutors.inWords("finish", at, failure);
      if (lost != null) {
        return lost;
      }
    }
    return new FlowlakeException(
        ExitCode.BUG,
        "Cannot go on: %s. This is a bug of Flowlake; add %s and report what it shows."
            .formatted(failure, DEBUG),
        failure);
  }
}
