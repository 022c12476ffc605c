package io.flowlake.cli;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.filter.ParsedFilter;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of which a search's filter is made up, as they are read from options one after another;
 * what is wrong with any of them is gathered, so that all of it is told at once.
 */
final class FilterParts {
  private final List<Filter> parts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();

  /** Reads the value of {@code option}, if it was given. */
  void add(String option, @Nullable String value, Function<String, Filter> reader) {
    addParsed(option, value, text -> new ParsedFilter(reader.apply(text), List.of()));
  }

  /** As {@link #add}, for readers that may warn. */
  void addParsed(String option, @Nullable String value, Function<String, ParsedFilter> reader) {
    if (value == null) {
      return;
    }
    try {
      take(reader.apply(value));
    } catch (IllegalArgumentException e) {
      mistake("Cannot use %s: %s".formatted(option, Sentence.of(String.valueOf(e.getMessage()))));
    }
  }

  /** Reads text of the filter language. */
  void addText(String text) {
    try {
      take(FilterText.parse(text));
    } catch (FlowlakeException e) {
      mistake(String.valueOf(e.getMessage()));
    }
  }

  /** Takes all of {@code others}, warnings and mistakes too. */
  void addAll(FilterParts others) {
    parts.addAll(others.parts);
    warnings.addAll(others.warnings);
    mistakes.addAll(others.mistakes);
  }

  void mistake(String sentence) {
    mistakes.add(sentence);
  }

  /** All parts together: a flow must match each. */
  Filter filter() {
    return Filter.allOf(
        parts.stream()
            .flatMap(
                part -> part instanceof Filter.And and ? and.parts().stream() : Stream.of(part))
            .toList());
  }

  List<String> warnings() {
    return warnings;
  }

  List<String> mistakes() {
    return mistakes;
  }

  private void take(ParsedFilter parsed) {
    parts.add(parsed.filter());
    warnings.addAll(parsed.warnings());
  }
}
