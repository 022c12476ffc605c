package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import java.util.function.Function;

/**
 * A value as it was written.
 *
 * @param raw the text without its quotes, with its backslashes
 * @param quoted whether it was between quotes
 * @param start its first code point in the filter's text
 * @param end behind its last one
 */
record Written(String raw, boolean quoted, int start, int end) {

  /** What {@code reader} makes of the text, of which it may refuse some. */
  <T> T read(Function<String, T> reader) {
    try {
      return reader.apply(Escapes.plain(raw, quoted));
    } catch (IllegalArgumentException e) {
      throw new Misread(start, end, e);
    }
  }

  Glob glob() {
    try {
      return Escapes.glob(raw, quoted);
    } catch (IllegalArgumentException e) {
      throw new Misread(start, end, e);
    }
  }

  /** This value cannot be read, because of {@code why}: sentences. */
  Misread misread(String why) {
    return new Misread(start, end, why);
  }

  /** The value between quotes, as messages show it. */
  String shown() {
    return Excerpt.quoted(raw);
  }
}
