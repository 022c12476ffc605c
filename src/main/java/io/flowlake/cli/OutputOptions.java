package io.flowlake.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the answer is written, and where to. */
final class OutputOptions {
  private static final String OUTPUT = "--output";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table, csv, json, ndjson, parquet or html. Default: what the name of --output ends with; without a file table on a terminal and ndjson elsewhere.")
  private @Nullable ResultFormat format;

  @Option(
      names = "--columns",
      paramLabel = "COLUMNS",
      description = "The columns to show, in this order, with commas between them; or all.")
  private @Nullable String columns;

  @ThisRunOnly
  @Option(
      names = OUTPUT,
      paramLabel = "FILE",
      description = "Write to this file, which appears whole or not at all.")
  private @Nullable Path output;

  @Option(
      names = "--csv-style",
      paramLabel = "STYLE",
      defaultValue = "portal",
      description =
          "portal: titles, each time also as epoch ms, nothing that a spreadsheet would compute. plain: as the daily export, for programs (${DEFAULT-VALUE}).")
  private CsvStyle csvStyle = CsvStyle.PORTAL;

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      converter = Zone.class,
      description =
          "Show times in this zone: UTC, Europe/Berlin, +02:00, local. Default: local for people (table, html, portal csv), UTC for programs.")
  private @Nullable ZoneId timezone;

  void addTo(Map<String, String> words) {
    TimeOptions.put(words, SearchWords.COLUMNS, columns);
  }

  /** What is wrong with the options together. */
  List<String> mistakes(Map<String, String> environment) {
    if (output == null) {
      return format(environment) == ResultFormat.PARQUET
          ? List.of(
              "Cannot write Parquet to the standard output: it is a file with a footer. Add --output FILE.")
          : List.of();
    }
    return Stream.concat(
            new OutputFile("the answer", output).fault().stream(), misnamed(output).stream())
        .toList();
  }

  /** Who opens a file goes by its name; only pipes and devices have names that say nothing. */
  private Optional<String> misnamed(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<ResultFormat> named = ResultFormat.ofFile(file);
    ResultFormat wanted = format;
    if (wanted == null) {
      return named.isPresent()
          ? Optional.empty()
          : Optional.of(
              "Cannot write the answer %s: its name ends with none of %s. Name it so, or add --format FORMAT."
                  .formatted(file, ResultFormat.endings()));
    }
    return named
        .filter(ending -> ending != wanted)
        .map(
            ending ->
                "Cannot write the answer %s with --format %s: its name says %s. Leave --format out, or name the file %s."
                    .formatted(file, wanted.word(), ending.word(), "*" + wanted.ending()));
  }

  ResultFormat format(Map<String, String> environment) {
    if (format != null) {
      return format;
    }
    return Optional.ofNullable(output)
        .flatMap(ResultFormat::ofFile)
        .orElse(
            output == null && Colours.isTerminal(environment)
                ? ResultFormat.TABLE
                : ResultFormat.NDJSON);
  }

  CsvStyle csvStyle() {
    return csvStyle;
  }

  /** Times in the zone that was asked for, or else that goes with {@code format}. */
  TimeText times(ResultFormat format) {
    if (timezone != null) {
      return new TimeText(timezone);
    }
    boolean forPeople =
        format.isForPeople() || (format == ResultFormat.CSV && csvStyle == CsvStyle.PORTAL);
    return forPeople ? new TimeText(ZoneId.systemDefault()) : TimeText.UTC;
  }

  /** The file to write to; empty for the standard output. */
  Optional<OutputFile> file() {
    return Optional.ofNullable(output).map(path -> new OutputFile("the answer", path));
  }

  private static final class Zone implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
      try {
        return text.equalsIgnoreCase("local") ? ZoneId.systemDefault() : ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "it is not a time zone, such as UTC, Europe/Berlin, +02:00 or local");
      }
    }
  }
}
