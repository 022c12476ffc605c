package io.flowlake.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * jobs/cron/crontab as cron reads it.
 *
 * @param variables its lines {@code NAME=value}
 * @param entries its commands
 */
record Crontab(Map<String, String> variables, List<Entry> entries) {
  static final Path FILE = Path.of("jobs/cron/crontab");

  private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(.*)");
  private static final Pattern COMMAND =
      Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S.*)");

  /**
   * A line.
   *
   * @param fields minute, hour, day, month, weekday
   * @param line the rest, as it stands there
   */
  record Entry(List<String> fields, String line) {
    /** What cron hands to the shell: up to the first % that is not escaped, and \% as %. */
    String command() {
      String first = line.split("(?<!\\\\)%", 2)[0];
      return first.replace("\\%", "%");
    }
  }

  static Crontab read() throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      Matcher variable = VARIABLE.matcher(line);
      Matcher command = COMMAND.matcher(line);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (variable.matches()) {
        variables.put(variable.group(1), variable.group(2));
      } else if (command.matches()) {
        entries.add(
            new Entry(
                List.of(
                    command.group(1),
                    command.group(2),
                    command.group(3),
                    command.group(4),
                    command.group(5)),
                command.group(6)));
      } else {
        throw new AssertionError("cron would not take this line: " + line);
      }
    }
    return new Crontab(variables, entries);
  }
}
