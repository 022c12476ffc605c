package io.flowlake.model;

import java.util.Comparator;

/**
 * The order of texts in Delta, Parquet and Spark: that of their UTF-8 bytes, which is that of their
 * code points. {@link String#compareTo} differs: it has 🚀 before U+FFFD.
 */
public final class TextOrder {
  /** Sorts after every other character. */
  public static final String LAST_CHARACTER = "\uDBFF\uDFFF";

  /** Orders texts by their UTF-8 bytes. */
  public static final Comparator<String> BY_CODE_POINT = TextOrder::compare;

  private TextOrder() {}

  /** Less than, equal to or greater than 0 as {@code left} comes before, is, or comes after. */
  public static int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        return Integer.compare(rank(l), rank(r));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Halves of a pair stand for characters beyond U+FFFF, so they come after all others. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
