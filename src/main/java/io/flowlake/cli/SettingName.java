package io.flowlake.cli;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is called outside the command line; derived from the option, so that there is no
 * second list.
 *
 * @param command the command that the option belongs to, with those above it: {@code target.set}
 * @param key the option without its dashes
 */
record SettingName(String command, String key) {
  static final String VARIABLE_PREFIX = "FLOWLAKE_";

  static SettingName of(OptionSpec option) {
    return new SettingName(path(option.command()), key(option));
  }

  /** The names of a command and those above it, without the program's where there are others. */
  static String path(CommandSpec command) {
    CommandSpec parent = command.parent();
    return parent == null || parent.parent() == null
        ? command.name()
        : path(parent) + "." + command.name();
  }

  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  /** Whether environment and file may give the option. */
  static boolean isSettable(OptionSpec option) {
    return !option.usageHelp()
        && !option.versionHelp()
        && option.userObject() instanceof AnnotatedElement field
        && !field.isAnnotationPresent(ThisRunOnly.class);
  }

  /** Keys in a file; the first that is there counts. */
  List<String> keys() {
    return List.of(command + "." + key, key);
  }

  /** Environment variables; the first that is set counts. */
  List<String> variables() {
    return keys().stream().map(SettingName::variable).toList();
  }

  private static String variable(String key) {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
