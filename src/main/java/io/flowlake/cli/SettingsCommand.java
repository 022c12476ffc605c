package io.flowlake.cli;

import io.flowlake.lake.HadoopSettings;
import io.flowlake.model.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake settings}: shows what each option would be, and why. */
@Command(
    name = "settings",
    description = "Shows the value of each setting and where it comes from.",
    mixinStandardHelpOptions = true)
final class SettingsCommand implements Callable<Integer>, Checked {
  private static final List<String> CREDENTIALS =
      List.of(
          "AWS_PROFILE",
          "AWS_REGION",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN");

  private static final String NONE = "-";

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description =
          "Only the settings of this command: compact, target, target.set. Default: of all, and of storage.")
  private @Nullable String command;

  private record Line(String name, String value, String origin) {}

  @Override
  public List<String> mistakes() {
    return command == null || Main.allCommands(spec.root()).containsKey(command)
        ? List.of()
        : List.of(
            "Cannot show the settings of '%s': there is no such command. There are %s."
                .formatted(command, String.join(", ", Main.commands(spec.root()).keySet())));
  }

  @Override
  public Integer call() {
    KnownSettings known = new KnownSettings(spec.root());
    List<Line> lines = new ArrayList<>();
    for (String name : Main.allCommands(spec.root()).keySet()) {
      if (command == null || command.equals(name) || name.startsWith(command + ".")) {
        known.optionsOf(name).forEach(option -> lines.add(line(option)));
      }
    }
    known.optionsOf(spec.root().name()).forEach(option -> lines.add(line(option)));
    if (command == null) {
      Stream.of(HadoopSettings.variables(), KnownSettings.LAUNCHER, CREDENTIALS)
          .flatMap(List::stream)
          .filter(variable -> !known.isOption(variable))
          .forEach(variable -> lines.add(line(variable, main.environment())));
    }
    print(lines);
    List<String> mistakes = main.settings().mistakes(known);
    if (mistakes.isEmpty()) {
      return ExitCode.DONE.number();
    }
    spec.commandLine().getOut().flush();
    CheckedRun.tell(spec.commandLine(), mistakes);
    return ExitCode.USAGE.number();
  }

  private Line line(OptionSpec option) {
    boolean isProgram = option.command().parent() == null;
    SettingName name = SettingName.of(option);
    String key = isProgram ? name.key() : name.keys().get(0);
    Optional<Settings.Found> found = main.settings().find(option);
    if (found.isPresent()) {
      main.settings().defaultValue(option); // notes what is wrong with it
      return new Line(key, Secrets.shown(key, found.get().value()), found.get().origin());
    }
    String value = option.defaultValue();
    if (value == null) {
      return new Line(key, option.typeInfo().isBoolean() ? "false" : NONE, "default");
    }
    return new Line(key, Secrets.shown(key, value), "default");
  }

  private static Line line(String variable, Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "").strip();
    return value.isEmpty()
        ? new Line(variable, NONE, "not set")
        : new Line(variable, Secrets.shown(variable, value), "environment");
  }

  private void print(List<Line> lines) {
    PrintWriter out = spec.commandLine().getOut();
    int names = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    int values = lines.stream().mapToInt(line -> line.value().length()).max().orElse(0);
    String format =
        "%-" + Math.max(1, names) + "s  %-" + Math.max(1, Math.min(40, values)) + "s  %s%n";
    lines.forEach(line -> out.printf(format, line.name(), line.value(), line.origin()));
  }
}
