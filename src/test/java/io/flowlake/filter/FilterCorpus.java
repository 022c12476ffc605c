package io.flowlake.filter;

import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Filters and what the parser says of each, from {@code corpus.txt}: a filter behind {@code > },
 * and below it the canonical text behind {@code = } and warnings behind {@code ! }, or the error.
 * {@code {U+202E}} in a filter is that character, {@code {not *200}} is so many of the same.
 */
final class FilterCorpus {
  private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]{4,6})}");
  private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+)\\*([0-9]+)}");

  private FilterCorpus() {}

  /**
   * A filter and what is said of it.
   *
   * @param written as it is in the file
   * @param text as the parser gets it
   */
  record Entry(String written, String text, String answer) {
    @Override
    public String toString() {
      return written;
    }
  }

  static List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String block : file().split("\n(?=> )", -1)) {
      String[] parts = block.split("\n", 2);
      if (parts[0].startsWith("> ") || parts[0].equals(">")) {
        String written = parts[0].substring(Math.min(2, parts[0].length()));
        entries.add(new Entry(written, decoded(written), parts[1].stripTrailing()));
      }
    }
    return entries;
  }

  /** What the file should say of {@code text}. */
  static String answer(String text) {
    try {
      ParsedFilter parsed = FilterText.parse(text);
      StringBuilder answer = new StringBuilder("= ");
      answer.append(FilterText.canonical(parsed.filter()));
      parsed.warnings().forEach(warning -> answer.append("\n! ").append(warning));
      return answer.toString();
    } catch (FlowlakeException e) {
      return e.getMessage();
    }
  }

  private static String decoded(String written) {
    String repeated =
        REPEATED
            .matcher(written)
            .replaceAll(part -> quoted(part.group(1).repeat(Integer.parseInt(part.group(2)))));
    return CHARACTER.matcher(repeated).replaceAll(FilterCorpus::character);
  }

  private static String character(MatchResult match) {
    return quoted(Character.toString(Integer.parseInt(match.group(1), 16)));
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private static String file() throws IOException {
    try (InputStream in = FilterCorpus.class.getResourceAsStream("corpus.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
