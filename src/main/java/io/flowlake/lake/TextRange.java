package io.flowlake.lake;

import io.flowlake.filter.Glob;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.IpAddress;
import io.flowlake.model.TextOrder;
import org.jspecify.annotations.Nullable;

/**
 * The texts from {@code low} on that come before {@code end}, in the order of {@link TextOrder}:
 * what a block of addresses or a pattern leaves to be looked at.
 *
 * @param low the first text that is in the range
 * @param end the first text that is not; null = there is no such text
 */
record TextRange(String low, @Nullable String end) {
  private static final TextRange ALL = new TextRange("", null);

  /** The one text. */
  static TextRange only(String text) {
    return new TextRange(text, text + "\u0000");
  }

  /**
   * All texts that begin with {@code prefix}, and more when it ends in half a character: where that
   * sorts depends on the other half.
   */
  static TextRange startingWith(String prefix) {
    String whole = withoutHalf(prefix);
    return whole.isEmpty() ? ALL : new TextRange(whole, after(whole));
  }

  /** Holds every text that {@code glob} matches. */
  static TextRange of(Glob glob) {
    return glob.isLiteral() ? only(glob.prefix()) : startingWith(glob.prefix());
  }

  /** Holds the canonical text of every address of {@code block}, and often of few others. */
  static TextRange of(CidrBlock block) {
    return block.network().isV4() ? ofV4(block) : ofV6(block);
  }

  /** Whether a text from {@code min} to {@code max} may be in the range; null = no such limit. */
  boolean meets(String min, @Nullable String max) {
    return (end == null || TextOrder.compare(min, end) < 0)
        && (max == null || TextOrder.compare(max, low) >= 0);
  }

  /** Whether all texts from {@code min} to {@code max} are in the range. */
  boolean covers(String min, @Nullable String max) {
    return TextOrder.compare(min, low) >= 0
        && (end == null || (max != null && TextOrder.compare(max, end) < 0));
  }

  /** Whether the range is that of one text alone. */
  boolean isOneText() {
    return end != null && end.length() == low.length() + 1 && end.equals(low + "\u0000");
  }

  /** The first text after all that begin with {@code prefix}, which is ASCII where it matters. */
  private static @Nullable String after(String prefix) {
    int last = prefix.codePointCount(0, prefix.length());
    String stem = prefix;
    while (last > 0) {
      int at = stem.offsetByCodePoints(stem.length(), -1);
      int next = following(stem.codePointAt(at));
      stem = stem.substring(0, at);
      if (next >= 0) {
        return stem + Character.toString(next);
      }
      last--;
    }
    return null;
  }

  /** {@code text} without the lone surrogates at its end. */
  private static String withoutHalf(String text) {
    int end = text.length();
    while (end > 0 && isSurrogate(text.codePointBefore(end))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** The next code point that text may hold; -1 after the last. */
  private static int following(int codePoint) {
    int next = codePoint + 1;
    if (isSurrogate(next)) {
      return Character.MAX_SURROGATE + 1;
    }
    return next > Character.MAX_CODE_POINT ? -1 : next;
  }

  private static TextRange ofV4(CidrBlock block) {
    int whole = block.prefixLength() / 8;
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < whole; i++) {
      prefix.append(octet(block.network(), i)).append(i == 3 ? "" : ".");
    }
    if (whole == 4) {
      return only(prefix.toString());
    }
    int free = 8 - block.prefixLength() % 8;
    if (free == 8) {
      return startingWith(prefix.toString());
    }
    int first = octet(block.network(), whole);
    String mark = whole == 3 ? "" : ".";
    String low = first + mark;
    String high = low;
    for (int octet = first + 1; octet < first + (1 << free); octet++) {
      String text = octet + mark;
      low = text.compareTo(low) < 0 ? text : low;
      high = text.compareTo(high) > 0 ? text : high;
    }
    return new TextRange(prefix + low, after(prefix + high));
  }

  /**
   * Groups of zeros may be written as {@code ::}, so only the non-zero groups at the front are sure
   * to be there (RFC 5952).
   */
  private static TextRange ofV6(CidrBlock block) {
    if (block.prefixLength() == 128) {
      return only(block.network().text());
    }
    int whole = block.prefixLength() / 16;
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < whole; i++) {
      int group = group(block.network(), i);
      if (group == 0) {
        return startingWith(prefix.toString());
      }
      prefix.append(Integer.toHexString(group)).append(':');
    }
    int free = 16 - block.prefixLength() % 16;
    int first = group(block.network(), whole);
    if (free == 16 || first == 0) {
      return startingWith(prefix.toString());
    }
    // The highest bit that is set is fixed, so all of them have as many digits.
    String high = prefix + Integer.toHexString(first + (1 << free) - 1);
    return new TextRange(prefix + Integer.toHexString(first), after(high));
  }

  private static int octet(IpAddress address, int i) {
    return (int) (address.low() >> (24 - 8 * i)) & 0xFF;
  }

  private static int group(IpAddress address, int i) {
    long word = i < 4 ? address.high() : address.low();
    return (int) (word >> (48 - 16 * (i & 3))) & 0xFFFF;
  }
}
