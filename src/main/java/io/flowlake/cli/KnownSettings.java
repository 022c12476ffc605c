package io.flowlake.cli;

import io.flowlake.lake.HadoopSettings;
import io.flowlake.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All settings that there are, from the commands and their options. */
final class KnownSettings {
  /** Variables that {@code scripts/flowlake} reads. */
  static final List<String> LAUNCHER =
      List.of(
          "FLOWLAKE_MASTER",
          "FLOWLAKE_LOG_LEVEL",
          "FLOWLAKE_HEAP",
          "FLOWLAKE_JAVA_OPTS",
          "FLOWLAKE_QUICK_START",
          "FLOWLAKE_SPARK_SUBMIT_ARGS",
          "FLOWLAKE_TELL_JARS",
          "FLOWLAKE_MAIN",
          "FLOWLAKE_EXTRA_CLASSPATH",
          ConsoleProgress.TERMINAL,
          Colours.TERMINAL);

  /** Variables that files of schedulers in {@code jobs} read. */
  static final List<String> SCHEDULERS =
      List.of(
          "FLOWLAKE_HOME",
          "FLOWLAKE_LOG_FOLDER",
          "FLOWLAKE_RETRY_SECONDS",
          "FLOWLAKE_SETTINGS_FILE",
          "FLOWLAKE_SUMMARIES");

  /** Variables that {@code scripts/notebooks}, {@code scripts/python-env} or notebooks read. */
  static final List<String> NOTEBOOKS =
      List.of(
          "FLOWLAKE_DAY",
          "FLOWLAKE_FIRST_DAY",
          "FLOWLAKE_HOST",
          "FLOWLAKE_LAST_DAY",
          "FLOWLAKE_NOTEBOOKS_OUT",
          "FLOWLAKE_PYTHON");

  /** Set by who runs {@code scripts/check}, whose tests run commands. */
  private static final String CHECK = "FLOWLAKE_REQUIRE_ALL";

  /** Kubernetes puts these into every pod beside a service called flowlake, or flowlake-x. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "FLOWLAKE(_\\w+)?_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");

  private final List<OptionSpec> options = new ArrayList<>();
  private final Set<String> keys = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();
  private final Set<String> onlyOnCommandLine = new TreeSet<>();

  KnownSettings(CommandSpec root) {
    add(root);
    Main.allCommands(root).values().forEach(this::add);
    onlyOnCommandLine.removeAll(keys);
    onlyOnCommandLine.removeAll(variables);
    variables.addAll(LAUNCHER);
    variables.addAll(SCHEDULERS);
    variables.addAll(NOTEBOOKS);
    variables.add(CHECK);
    variables.addAll(HadoopSettings.variables());
    variables.add(ConfigFile.VARIABLE);
  }

  /** The options of {@code command} that can be set; {@code target.set} is one below another. */
  List<OptionSpec> optionsOf(String command) {
    return options.stream()
        .filter(option -> SettingName.of(option).command().equals(command))
        .toList();
  }

  /** Whether {@code variable} sets an option. */
  boolean isOption(String variable) {
    return options.stream().anyMatch(o -> SettingName.of(o).variables().contains(variable));
  }

  /** What is wrong with a key of a settings file, if anything is. */
  Optional<String> faultOfKey(String key) {
    return keys.contains(key) ? Optional.empty() : Optional.of(fault(key, keys));
  }

  /** What is wrong with the name of an environment variable, if it is meant for us at all. */
  Optional<String> faultOfVariable(String variable) {
    if (!variable.startsWith(SettingName.VARIABLE_PREFIX)
        || variables.contains(variable)
        || SERVICE_LINK.matcher(variable).matches()) {
      return Optional.empty();
    }
    return Optional.of(fault(variable, variables));
  }

  private String fault(String name, Set<String> known) {
    if (onlyOnCommandLine.contains(name)) {
      return "it is for the command line only. Remove it.";
    }
    if (Secrets.isSecret(name)) {
      return "there is no such setting. " + Secrets.WHERE_KEYS_GO;
    }
    String hint =
        Nearest.of(name, known).map("Did you mean %s?"::formatted).orElse("See flowlake settings.");
    return "there is no such setting. " + hint;
  }

  private void add(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      SettingName name = SettingName.of(option);
      if (SettingName.isSettable(option)) {
        keys.addAll(name.keys());
        variables.addAll(name.variables());
        if (!option.inherited()) {
          options.add(option);
        }
      } else {
        onlyOnCommandLine.addAll(name.keys());
        onlyOnCommandLine.addAll(name.variables());
      }
    }
  }
}
