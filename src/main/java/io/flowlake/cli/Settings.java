package io.flowlake.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values of options that the command line does not give: from the environment, or else from the
 * settings file. What is wrong with them is gathered, so that all of it is told at once.
 */
final class Settings implements IDefaultValueProvider {
  private final Map<String, String> environment;
  private final Optional<ConfigFile> file;
  private final Set<String> mistakes = new LinkedHashSet<>();
  private final Set<ArgSpec> mistaken = new HashSet<>();

  Settings(Map<String, String> environment, Optional<ConfigFile> file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * A value that was found.
   *
   * @param name the variable, or the key in the file
   * @param value never empty: an empty value counts as not set
   * @param origin where it was found
   */
  record Found(String name, String value, String origin) {
    /** As in messages: where the value stands, and the value, unless it is a secret. */
    String shown() {
      String place = name.equals(origin) ? "" : " in " + origin;
      return "%s=%s%s".formatted(name, Secrets.shown(name, value), place);
    }
  }

  /** The value that environment or file hold for {@code option}. */
  Optional<Found> find(OptionSpec option) {
    if (!SettingName.isSettable(option)) {
      return Optional.empty();
    }
    SettingName name = SettingName.of(option);
    for (String variable : name.variables()) {
      String value = environment.getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(new Found(variable, value, variable));
      }
    }
    Map<String, String> entries = file.map(ConfigFile::entries).orElse(Map.of());
    for (String key : name.keys()) {
      if (entries.containsKey(key)) {
        return Optional.of(new Found(key, entries.get(key), fileName()));
      }
    }
    return Optional.empty();
  }

  /** Asked by picocli for each option that the command line does not give; null = no value. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    Found found = find(option).orElse(null);
    if (found == null) {
      return null;
    }
    Optional<String> fault = OptionValues.fault(option, found.value());
    if (fault.isPresent()) {
      mistaken.add(argument);
      mistakes.add("Cannot use %s: %s.".formatted(found.shown(), fault.get()));
      return null;
    }
    return found.value();
  }

  /** Whether the argument has a value here that cannot be used: it is wrong, but not missing. */
  boolean isMistaken(ArgSpec argument) {
    return mistaken.contains(argument);
  }

  /** All values that cannot be used and all names that nothing knows, one sentence each. */
  List<String> mistakes(KnownSettings known) {
    List<String> all = new ArrayList<>(mistakes);
    environment.keySet().stream()
        .sorted()
        .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
        .forEach(variable -> known.faultOfVariable(variable).ifPresent(add(all, variable)));
    for (String key : file.map(ConfigFile::entries).orElse(Map.of()).keySet()) {
      known.faultOfKey(key).ifPresent(add(all, key + " in " + fileName()));
    }
    return all;
  }

  private static Consumer<String> add(List<String> all, String what) {
    return fault -> all.add("Cannot use %s: %s".formatted(what, fault));
  }

  private String fileName() {
    return file.map(f -> f.path().toString()).orElse("");
  }
}
