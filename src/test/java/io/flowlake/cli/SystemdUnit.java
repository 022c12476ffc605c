package io.flowlake.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A unit of jobs/systemd: its lines {@code Name=value}, in their order. */
record SystemdUnit(Path path, List<String> lines) {
  static final Path FOLDER = Path.of("jobs/systemd");

  /** All of them whose file names end so. */
  static List<SystemdUnit> all(String ending) throws IOException {
    List<SystemdUnit> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        all.add(new SystemdUnit(file, Files.readAllLines(file)));
      }
    }
    return all;
  }

  String name() {
    return path.getFileName().toString();
  }

  /** Whether it stands for many, each with a name of its own. */
  boolean isTemplate() {
    return name().contains("@.");
  }

  /** The values of a setting. */
  List<String> values(String setting) {
    return lines.stream()
        .filter(line -> line.startsWith(setting + "="))
        .map(line -> line.substring(setting.length() + 1))
        .toList();
  }

  /**
   * The words of its command as systemd expands them.
   *
   * @param instance what stands between {@code @} and the dot
   * @param state where services keep what they know, {@code /var/lib}
   */
  List<String> command(String instance, Path state) {
    String line = String.join("", values("ExecStart"));
    List<String> words = new ArrayList<>();
    for (String word : line.split(" +", -1)) {
      words.add(
          word.replace("%i", instance)
              .replace("%S", state.toString())
              .replace("%n", name().replace("@.", "@" + instance + ".")));
    }
    return words;
  }
}
