package io.flowlake.filter;

/** Makes tests of the time that a flow was active in. */
final class ActiveTest {
  private ActiveTest() {}

  /**
   * The test of {@code span}: a range, or a time, which is its microsecond.
   *
   * @throws Misread when it is no time or an empty range
   */
  static Filter of(Span span, Warnings warnings) {
    Written low = span.low();
    long from = low == null ? Long.MIN_VALUE : low.read(NumberForm.TIME::parse);
    if (!span.isRange()) {
      warnings.ofWholeDay(NumberForm.TIME, low);
      if (low != null && from == Long.MAX_VALUE) {
        throw low.misread("%s is later than any time.".formatted(low.shown()));
      }
      return new Filter.Active(from, from + 1);
    }
    long last = FieldTest.last(NumberForm.TIME, low, from, span.high());
    return new Filter.Active(from, last == Long.MAX_VALUE ? last : last + 1);
  }

  /** The range as text; a time alone where it is one microsecond. */
  static String written(Filter.Active active) {
    String from = active.from() == Long.MIN_VALUE ? "" : Instants.format(active.from());
    if (active.to() == active.from() + 1 && !from.isEmpty()) {
      return from;
    }
    return from + ".." + (active.to() == Long.MAX_VALUE ? "" : Instants.format(active.to()));
  }
}
