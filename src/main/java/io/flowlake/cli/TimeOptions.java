package io.flowlake.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When the flows started that are searched. */
final class TimeOptions {
  @ThisRunOnly
  @Option(
      names = "--last",
      paramLabel = "DURATION",
      description =
          "Flows that started within this time, such as 90s, 15m, 2h, 7d (2h, unless the filter says since when).")
  private @Nullable String last;

  @ThisRunOnly
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Flows that started then or later: ISO 8601 (UTC unless it says otherwise), a date, or epoch seconds or milliseconds.")
  private @Nullable String from;

  @ThisRunOnly
  @Option(names = "--to", paramLabel = "TIME", description = "Flows that started before.")
  private @Nullable String to;

  @ThisRunOnly
  @Option(names = "--all-time", description = "Flows of any time.")
  private boolean allTime;

  void addTo(Map<String, String> words) {
    put(words, SearchWords.LAST, last);
    put(words, SearchWords.FROM, from);
    put(words, SearchWords.TO, to);
    put(words, SearchWords.ALL_TIME, allTime ? "true" : null);
  }

  /** Adds the word if it was given. */
  static void put(Map<String, String> words, String name, @Nullable String value) {
    if (value != null) {
      words.put(name, value);
    }
  }
}
