package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.store.Targets;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake target show}: the settings of one place. */
@Command(
    name = "show",
    description = "Shows the settings of a target, and where its keys come from.",
    mixinStandardHelpOptions = true)
final class TargetShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private TargetCommand parent;

  @Parameters(paramLabel = "NAME", description = "The target's name.")
  private String name = "";

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TargetText.lines(Targets.of(parent.environment()).named(name)).forEach(out::println);
    return ExitCode.DONE.number();
  }
}
