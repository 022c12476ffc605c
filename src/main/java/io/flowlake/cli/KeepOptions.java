package io.flowlake.cli;

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
      description = "Keep this search under a name; flowlake searches shows all.")
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

  @Nullable String save() {
    return save;
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
