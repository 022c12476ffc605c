package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/**
 * A file of settings in Java's properties format, UTF-8: {@code batch-bytes=1GiB}.
 *
 * @param path where it is
 * @param entries its keys and values; those without a value are left out
 */
record ConfigFile(Path path, Map<String, String> entries) {
  static final String OPTION = "--config";
  static final String VARIABLE = "FLOWLAKE_CONFIG";

  /**
   * The file that the command line names, or else the environment. It must be known before all
   * other options are read.
   *
   * @throws FlowlakeException when it cannot be read
   */
  static Optional<ConfigFile> of(String[] args, Map<String, String> environment) {
    Path named = onCommandLine(args);
    String variable = environment.getOrDefault(VARIABLE, "");
    if (named == null && !variable.isBlank()) {
      named = Path.of(variable.strip());
    }
    return Optional.ofNullable(named).map(ConfigFile::read);
  }

  static ConfigFile read(Path path) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(path)) {
      properties.load(in);
    } catch (NoSuchFileException e) {
      throw refused(ExitCode.MISSING, path, "there is no such file. Check --config.", e);
    } catch (AccessDeniedException e) {
      throw refused(ExitCode.DENIED, path, "this user may not read it. Check its rights.", e);
    } catch (CharacterCodingException e) {
      throw refused(ExitCode.USAGE, path, "it is not in UTF-8. Convert it.", e);
    } catch (IllegalArgumentException e) {
      throw refused(
          ExitCode.USAGE, path, "it has a broken \\u escape. Write a backslash as \\\\.", e);
    } catch (IOException e) {
      throw refused(ExitCode.MISSING, path, e.getMessage() + ". Check --config.", e);
    }
    Map<String, String> entries = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key).strip();
      if (!value.isEmpty()) {
        entries.put(key, value);
      }
    }
    return new ConfigFile(path, entries);
  }

  private static @Nullable Path onCommandLine(String[] args) {
    OnlyConfig only = new OnlyConfig();
    try {
      new CommandLine(only).setExpandAtFiles(false).parseArgs(args);
    } catch (ParameterException e) {
      return null; // the full parse says what is wrong
    }
    return only.config;
  }

  private static FlowlakeException refused(ExitCode exit, Path path, String why, Exception cause) {
    return new FlowlakeException(
        exit, "Cannot read the settings in %s: %s".formatted(path, why), cause);
  }

  @Command
  private static final class OnlyConfig {
    @Option(names = OPTION)
    private @Nullable Path config;

    @Unmatched
    @SuppressWarnings("UnusedVariable") // where picocli puts all that is none of our business
    private List<String> rest = new ArrayList<>();
  }
}
