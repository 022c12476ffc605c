package io.flowlake.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code flowlake target}: the places that exports go to. */
@Command(
    name = "target",
    description = "Keeps the places that exports go to, and tries them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TargetSetCommand.class,
      TargetListCommand.class,
      TargetShowCommand.class,
      TargetValidateCommand.class,
      TargetPolicyCommand.class,
      TargetRemoveCommand.class,
    })
final class TargetCommand {
  @ParentCommand private Main main;

  Map<String, String> environment() {
    return main.environment();
  }

  KeyPrompt prompt() {
    return main.prompt();
  }
}
