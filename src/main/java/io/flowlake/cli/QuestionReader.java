package io.flowlake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flowlake.filter.FilterText;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a question together from all the ways in which it can be said. Mistakes are gathered; what
 * is missing (a file, a saved search) is kept until the question is asked for, for it has an exit
 * code of its own.
 */
final class QuestionReader {
  /** No text of so many bytes or more is short enough: a character has at most four in UTF-8. */
  private static final int MOST_BYTES = 4 * FilterText.MAX_LENGTH;

  private final FilterParts parts = new FilterParts();
  private final long now;
  private Map<String, String> words;
  private @Nullable FlowlakeException missing;
  private @Nullable Question question;

  /**
   * A reader.
   *
   * @param settings what environment and settings file say, see {@link SearchWords}
   * @param now µs UTC
   */
  QuestionReader(Map<String, String> settings, long now) {
    this.words = settings;
    this.now = now;
  }

  /** What the filter is made of. */
  FilterParts parts() {
    return parts;
  }

  /** Takes the search called {@code name}, if one was named. */
  void saved(@Nullable String name, Map<String, String> environment) {
    if (name == null) {
      return;
    }
    try {
      StoredSearch search = SavedSearches.of(environment).called(name);
      words = SearchWords.laidOver(words, search.options());
      parts.addText(search.filter());
    } catch (FlowlakeException e) {
      keep(e);
    }
  }

  /**
   * Takes the parameters of the product's API, and then what the command line says itself.
   *
   * @param params as they stand in a URL; null where none were given
   */
  void given(@Nullable String params, Map<String, String> commandLine) {
    Map<String, String> translated = params == null ? Map.of() : translate(params);
    Map<String, String> both = new HashMap<>(translated);
    both.keySet().retainAll(commandLine.keySet());
    boolean times =
        SearchWords.TIMES.stream().anyMatch(translated::containsKey)
            && SearchWords.TIMES.stream().anyMatch(commandLine::containsKey);
    if (!both.isEmpty() || times) {
      parts.mistake(
          "Cannot use %s with --params: the parameters say it as well. Leave one out."
              .formatted(
                  both.isEmpty() ? "another time" : "--" + String.join(", --", both.keySet())));
    }
    words = SearchWords.laidOver(SearchWords.laidOver(words, translated), commandLine);
  }

  private Map<String, String> translate(String params) {
    FilterParts own = new FilterParts();
    Map<String, String> translated = ProductParams.read(params, own);
    parts.addAll(own);
    return translated;
  }

  /** Takes the filter of the command line, and that of a file, if one was named. */
  void text(String filter, @Nullable Path file) {
    if (!filter.isBlank()) {
      parts.addText(filter);
    }
    if (file == null) {
      return;
    }
    try {
      parts.addText(content(file));
    } catch (FlowlakeException e) {
      keep(e);
    }
  }

  /**
   * All that is wrong, one sentence each.
   *
   * @param after text of a cursor; null where none was given
   * @param check throws like {@link Question#of} what is wrong with the question as a whole
   */
  List<String> mistakes(@Nullable String after, Consumer<Question> check) {
    List<String> mistakes = new ArrayList<>(parts.mistakes());
    try {
      Question read = Question.of(parts.filter(), words, after, now);
      check.accept(read);
      question = read;
    } catch (IllegalArgumentException | FlowlakeException e) {
      mistakes.add(String.valueOf(e.getMessage()));
    }
    return mistakes;
  }

  /**
   * The question, when nothing was wrong.
   *
   * @throws FlowlakeException when something that was named is not there
   */
  Question question() {
    if (missing != null) {
      throw missing;
    }
    return Objects.requireNonNull(question, "mistakes are asked for first");
  }

  private void keep(FlowlakeException failure) {
    if (failure.exitCode() == ExitCode.USAGE) {
      parts.mistake(String.valueOf(failure.getMessage()));
    } else {
      missing = failure;
    }
  }

  private static String content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1); // it may be a pipe without an end
      if (bytes.length > MOST_BYTES) {
        throw new FlowlakeException(
            ExitCode.USAGE,
            "Cannot use --filter-file %s: it is too long; a filter has at most %s characters."
                .formatted(file, Shown.count(FilterText.MAX_LENGTH)));
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(); // strictly
    } catch (NoSuchFileException e) {
      throw refused(ExitCode.MISSING, file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw refused(ExitCode.USAGE, file, "it is not in UTF-8", e);
    } catch (IOException e) {
      throw refused(ExitCode.DENIED, file, String.valueOf(e.getMessage()), e);
    }
  }

  private static FlowlakeException refused(
      ExitCode exit, Path file, String why, IOException cause) {
    return new FlowlakeException(
        exit, "Cannot use --filter-file %s: %s.".formatted(file, why), cause);
  }
}
