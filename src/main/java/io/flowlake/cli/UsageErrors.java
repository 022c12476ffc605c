package io.flowlake.cli;

import io.flowlake.model.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in our own words what picocli found wrong with a command line. */
final class UsageErrors {
  private final Settings settings;

  UsageErrors(Settings settings) {
    this.settings = settings;
  }

  /** A sentence for each mistake, those of the program's own options first. */
  Set<String> inWords(ParseResult parsed) {
    Set<String> sentences = new LinkedHashSet<>(); // picocli says some things twice
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      CommandSpec command = at.commandSpec();
      boolean lacksValue = at.errors().stream().anyMatch(UsageErrors::lacksValue);
      at.errors().stream()
          // After an option without its value picocli no longer knows what belongs to what.
          .filter(error -> !(lacksValue && error instanceof UnmatchedArgumentException))
          .forEach(error -> inWords(error, command).ifPresent(sentences::add));
      at.matchedOptions().stream()
          .filter(UsageErrors::isEmpty)
          .map(UsageErrors::empty)
          .forEach(sentences::add);
      if (at.subcommand() == null && !command.subcommands().isEmpty() && sentences.isEmpty()) {
        sentences.add(
            "Cannot run without a command. Name one: %s."
                .formatted(String.join(", ", Main.commands(command).keySet())));
      }
    }
    return sentences;
  }

  /** An empty value is a script's variable that is not set more often than it is meant. */
  private static boolean isEmpty(OptionSpec option) {
    return option.originalStringValues().stream().anyMatch(String::isBlank);
  }

  private static String empty(OptionSpec option) {
    return "Cannot use %s: its value is empty. Give it one, or leave the option out; is a variable of your script not set?"
        .formatted(option.longestName());
  }

  private Optional<String> inWords(Exception error, CommandSpec command) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return Optional.of(unknown(unmatched.getUnmatched(), command));
    }
    if (error instanceof MissingParameterException missing) {
      return missing(missing, command);
    }
    if (error instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return Optional.of(
          "Cannot use %s twice: it takes one value. Leave one out."
              .formatted(option.longestName()));
    }
    if (error instanceof ParameterException refused
        && refused.getArgSpec() instanceof OptionSpec option) {
      String name = option.longestName();
      return Optional.of(
          "Cannot use %s %s: %s."
              .formatted(
                  name,
                  Secrets.shown(name, String.valueOf(refused.getValue())),
                  OptionValues.fault(option, refused)));
    }
    return Optional.of("Cannot use the command line: %s.".formatted(error.getMessage()));
  }

  private static String unknown(List<String> arguments, CommandSpec command) {
    String first = arguments.get(0);
    boolean isProgram = !command.subcommands().isEmpty();
    Optional<String> option =
        arguments.stream().filter(argument -> argument.startsWith("-")).findFirst();
    if (option.isEmpty() || (isProgram && !first.startsWith("-"))) {
      return isProgram ? unknownCommand(first, command) : unexpected(first, command);
    }
    String name = option.get().replaceFirst("(?s)=.*", "");
    if (Secrets.isSecret(name)) {
      return "Cannot use %s: everybody on the machine can read a command line. %s"
          .formatted(name, Secrets.WHERE_KEYS_GO);
    }
    Optional<String> owner =
        Main.allCommands(command).values().stream()
            .filter(subcommand -> subcommand.findOption(name) != null)
            .map(CommandSpec::qualifiedName)
            .findFirst();
    if (owner.isPresent()) {
      return "Cannot use %s before the command. Put it after: %s %s."
          .formatted(name, owner.get(), name);
    }
    List<String> known = command.options().stream().map(OptionSpec::longestName).toList();
    return "Cannot use %s: %s has no such option.%s"
        .formatted(name, command.name(), didYouMean(Nearest.of(name, known)));
  }

  private static String unknownCommand(String name, CommandSpec program) {
    return "Cannot run '%s': there is no such command.%s"
        .formatted(name, didYouMean(Nearest.of(name, program.subcommands().keySet())));
  }

  private static String unexpected(String argument, CommandSpec command) {
    return "Cannot use '%s': %s does not take it. Did you forget the option before it?"
        .formatted(argument, command.name());
  }

  private static String didYouMean(Optional<String> name) {
    return name.map(" Did you mean %s?"::formatted).orElse("");
  }

  private Optional<String> missing(MissingParameterException error, CommandSpec command) {
    List<ArgSpec> missing =
        error.getMissing().stream().filter(argument -> !settings.isMistaken(argument)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    if (lacksValue(error)) {
      return Optional.of(
          "Cannot use %s without a value. Write %s."
              .formatted(name(missing.get(0)), withValue(missing.get(0))));
    }
    String names =
        missing.stream().map(UsageErrors::name).sorted().collect(Collectors.joining(" and "));
    String usage =
        missing.stream().map(UsageErrors::withValue).sorted().collect(Collectors.joining(" "));
    return Optional.of(
        "Cannot %s: %s %s missing. Add %s."
            .formatted(command.name(), names, missing.size() == 1 ? "is" : "are", usage));
  }

  /** The exception is the same for an argument that is not there and an option without value. */
  private static boolean lacksValue(Exception error) {
    return error instanceof MissingParameterException
        && !String.valueOf(error.getMessage()).matches("Missing required (option|parameters?:).*");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String withValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : argument.paramLabel();
  }
}
