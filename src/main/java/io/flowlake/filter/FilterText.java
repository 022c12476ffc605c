package io.flowlake.filter;

/** The filter language: from text to tree and back. Its grammar is {@code FlowFilter.g4}. */
public final class FilterText {
  /** How many characters a filter may have. */
  public static final int MAX_LENGTH = 65_536;

  /** How deep parentheses and {@code not} may be nested. */
  public static final int MAX_NESTING = 200;

  private FilterText() {}

  /**
   * Reads a filter. Empty text (or nothing but comments) is {@link Filter#EVERYTHING}.
   *
   * @throws io.flowlake.model.FlowlakeException (USAGE) when it is no filter: with what was read,
   *     line and column, the text with a caret below, what was expected, and the nearest name
   */
  public static ParsedFilter parse(String text) {
    if (text.isBlank()) {
      return new ParsedFilter(Filter.EVERYTHING, java.util.List.of());
    }
    throw new UnsupportedOperationException(text);
  }

  /**
   * One line of text for {@code filter}: the same for equal filters, and parsed to an equal filter.
   * (Only trees with values that no text can name, such as a port of 70000, do not parse again.)
   */
  public static String canonical(Filter filter) {
    return filter.equals(Filter.EVERYTHING) ? "any" : filter.toString();
  }
}
