package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.store.Target;
import io.flowlake.store.Targets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake target remove}: forgets a place, not what lies there. */
@Command(
    name = "remove",
    description = "Forgets a target and the keys that were kept for it. Objects stay.",
    mixinStandardHelpOptions = true)
final class TargetRemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private TargetCommand parent;

  @Parameters(paramLabel = "NAME", description = "The target's name.")
  private String name = "";

  @Override
  public Integer call() {
    Target removed = Targets.of(parent.environment()).remove(name);
    new OwnKeys(name, parent.environment()).forget(removed);
    spec.commandLine()
        .getOut()
        .println(
            "forgot %s (%s); what was exported stays there"
                .formatted(name, VisibleText.line(Secrets.shown("", removed.place().address()))));
    return ExitCode.DONE.number();
  }
}
