package io.flowlake.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Sums over the matching flows instead of the flows. */
final class SumOptions {
  @ThisRunOnly
  @Option(
      names = "--top",
      paramLabel = "COLUMNS",
      description =
          "The values of these columns that have the most: source_ip, or dest_ip,dest_port.")
  private @Nullable String top;

  @ThisRunOnly
  @Option(
      names = "--series",
      paramLabel = "STEP",
      description = "Sums over time, in steps such as 5m, 1h, 1d.")
  private @Nullable String series;

  @ThisRunOnly
  @Option(
      names = "--by",
      paramLabel = "MEASURE",
      description =
          "What is summed up: bytes (sent + received), sent_bytes, recv_bytes, flows (bytes).")
  private @Nullable String by;

  @ThisRunOnly
  @Option(
      names = "--split",
      paramLabel = "COLUMN",
      description = "With --series: a series for each value of this column.")
  private @Nullable String split;

  void addTo(Map<String, String> words) {
    TimeOptions.put(words, SearchWords.TOP, top);
    TimeOptions.put(words, SearchWords.SERIES, series);
    TimeOptions.put(words, SearchWords.BY, by);
    TimeOptions.put(words, SearchWords.SPLIT, split);
  }
}
