package io.flowlake.filter;

import java.util.List;

/**
 * What a field is compared with, as it was written.
 *
 * @param operator how
 * @param spans one, or those of a list
 * @param isList whether it was a list, which may be empty
 * @param start the first code point of the operator, or of the value where there is none
 * @param end behind the last one
 */
record Comparison(Operator operator, List<Span> spans, boolean isList, int start, int end) {
  Comparison {
    spans = List.copyOf(spans);
  }

  /** This comparison makes no sense, because of {@code why}: sentences. */
  Misread misread(String why) {
    return new Misread(start, end, why);
  }
}
