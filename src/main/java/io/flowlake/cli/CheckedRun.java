package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command only if nothing is wrong with its options and settings; else tells all of it. */
final class CheckedRun implements IExecutionStrategy {
  private final Settings settings;

  CheckedRun(Settings settings) {
    this.settings = settings;
  }

  @Override
  public int execute(ParseResult parsed) {
    CommandLine command = last(parsed).commandSpec().commandLine();
    List<String> mistakes;
    try {
      mistakes = isHelp(parsed) ? List.of() : mistakes(parsed);
    } catch (RuntimeException e) { // what a command itself throws, picocli wraps likewise
      throw new ExecutionException(command, "the options could not be checked", e);
    }
    if (mistakes.isEmpty()) {
      return new RunLast().execute(parsed);
    }
    tell(command, mistakes);
    FlowlakeException refused = new FlowlakeException(ExitCode.USAGE, String.join("\n", mistakes));
    Failures.summarize(command, refused, false);
    return ExitCode.USAGE.number();
  }

  /** Prints the mistakes and where to look. */
  static void tell(CommandLine command, List<String> mistakes) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    mistakes.forEach(mistake -> err.println(name + ": " + VisibleText.lines(mistake)));
    err.printf("See %s --help.%n", name);
    err.flush();
  }

  private List<String> mistakes(ParseResult parsed) {
    CommandSpec program = parsed.commandSpec();
    CommandSpec command = last(parsed).commandSpec();
    List<String> all = new ArrayList<>(new UsageErrors(settings).inWords(parsed));
    if (!(command.userObject() instanceof SettingsCommand)) { // it shows them itself
      all.addAll(settings.mistakes(new KnownSettings(program)));
    }
    if (command.userObject() instanceof Checked checked && all.isEmpty()) {
      all.addAll(checked.mistakes());
    }
    OptionSpec summary = command.findOption(SummaryFile.OPTION);
    if (summary != null && summary.getValue() instanceof Path file) {
      SummaryFile.fault(file).ifPresent(all::add);
    }
    return all;
  }

  private static boolean isHelp(ParseResult parsed) {
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      if (at.isUsageHelpRequested() || at.isVersionHelpRequested()) {
        return true;
      }
    }
    return false;
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    return last;
  }
}
