package io.flowlake.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Searches that are kept for later. */
final class KeepOptions {
  @ThisRunOnly
  @Option(
      names = "--save",
      paramLabel = "NAME",
      converter = Name.class,
      description =
          "Keep filter, time range, order, limit, columns and sums under a name; flowlake searches shows all.")
  private @Nullable String save;

  @ThisRunOnly
  @Option(
      names = "--saved",
      paramLabel = "NAME",
      description =
          "Run the search of this name; a filter narrows it, other options replace its own.")
  private @Nullable String saved;

  @Option(
      names = "--no-history",
      fallbackValue = "true",
      description = "Do not note the search in the history of the last 50.")
  private boolean noHistory;

  /** Keeps {@code question} if that is wanted, and returns what is to be said of it. */
  List<String> save(Question question, Map<String, String> environment) {
    if (save == null) {
      return List.of();
    }
    StoredSearch stored = question.stored();
    stored.requireReadable(save);
    List<String> told = new ArrayList<>();
    SavedSearches.of(environment)
        .save(save, stored)
        .ifPresent(earlier -> told.add("replaced the earlier '%s': %s".formatted(save, earlier)));
    told.add("kept for: flowlake search --saved " + ShellWord.of(save));
    told.add(
        "it keeps the filter, the time range, the order, the limit, the columns and the sums; not the lake, --count, and how the answer is written (--format, --csv-style, --timezone, --output).");
    return told;
  }

  @Nullable String saved() {
    return saved;
  }

  boolean hasHistory() {
    return !noHistory;
  }

  private static final class Name implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      SavedSearches.fault(text)
          .ifPresent(
              fault -> {
                throw new TypeConversionException(fault);
              });
      return text;
    }
  }
}
