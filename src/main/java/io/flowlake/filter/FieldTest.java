package io.flowlake.filter;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.Excerpt;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Nearest;
import io.flowlake.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes tests of fields and what they are compared with. */
final class FieldTest {
  private static final int IANA_NUMBERS = 256;

  private final Warnings warnings;

  /** Tests whose doubtful values are told to {@code warnings}. */
  FieldTest(Warnings warnings) {
    this.warnings = warnings;
  }

  /**
   * The test that {@code field} compares so.
   *
   * @throws Misread when the values are none of that field's, or the operator does not suit it
   */
  Filter of(Field field, Comparison comparison) {
    Filter equal =
        comparison.operator().isEquality() ? equal(field, comparison) : ordered(field, comparison);
    return comparison.operator() == Operator.UNEQUAL ? new Filter.Not(equal) : equal;
  }

  private Filter equal(Field field, Comparison comparison) {
    List<Span> spans = comparison.spans();
    if (field instanceof Field.Numeric number) {
      return test(number, new Ranges(spans.stream().map(span -> range(number, span)).toList()));
    }
    if (spans.isEmpty()) {
      return new Filter.Not(Filter.EVERYTHING);
    }
    if (field instanceof Field.Address address) {
      return new Filter.AddressIn(
          address.end(), spans.stream().map(span -> block(comparison, span)).toList());
    }
    FlowColumn column = ((Field.Text) field).column();
    return new Filter.TextLike(
        column, spans.stream().map(span -> glob(column, comparison, span)).toList());
  }

  private static Filter ordered(Field field, Comparison comparison) {
    String sign = comparison.operator().sign();
    if (!(field instanceof Field.Numeric number)) {
      boolean address = field instanceof Field.Address;
      throw comparison.misread(
          "'%s' does not go with %s. Write =, != or in, and %s."
              .formatted(
                  sign,
                  address ? "addresses" : "text",
                  address ? "a block such as 10.0.0.0/8" : "a pattern such as edge-*"));
    }
    Written value = comparison.spans().size() == 1 ? comparison.spans().get(0).low() : null;
    if (value == null || comparison.isList() || comparison.spans().get(0).isRange()) {
      throw comparison.misread("'%s' takes one value, no list and no range.".formatted(sign));
    }
    NumberForm form = number.form();
    return test(number, comparison.operator().ranges(value.read(form::parse), form.greatest()));
  }

  /** At both ends, one must match. */
  private static Filter test(Field.Numeric field, Ranges ranges) {
    List<Filter> tests = new ArrayList<>();
    field.quantities().forEach(quantity -> tests.add(new Filter.NumberIn(quantity, ranges)));
    return tests.size() == 1 ? tests.get(0) : new Filter.Or(tests);
  }

  private Ranges.Range range(Field.Numeric field, Span span) {
    NumberForm form = field.form();
    Written first = span.low();
    long low = first == null ? Long.MIN_VALUE : first.read(form::parse);
    if (!span.isRange()) {
      warnings.ofWholeDay(form, first);
      return new Ranges.Range(low, low);
    }
    return new Ranges.Range(low, last(form, span.low(), low, span.high()));
  }

  /** The last number of a range. */
  static long last(NumberForm form, @Nullable Written low, long first, @Nullable Written high) {
    if (high == null) {
      return Long.MAX_VALUE;
    }
    long end = high.read(form::parse);
    boolean isEmpty = form.isHalfOpen() ? end <= first : end < first;
    if (isEmpty) {
      throw new Misread(
          low == null ? high.start() : low.start(),
          high.end(),
          "the range is empty: %s."
              .formatted(
                  end == first
                      ? "the end of a range of times is not in it"
                      : "write the lower end first"));
    }
    return form.isHalfOpen() ? end - 1 : end;
  }

  private CidrBlock block(Comparison comparison, Span span) {
    Written value =
        single(
            comparison,
            span,
            "addresses have no ranges. Write blocks such as 10.0.0.0/24, or a list.");
    CidrBlock block = value.read(AddressForm::block);
    warnings.ofHostBits(value, block);
    return block;
  }

  private Glob glob(FlowColumn column, Comparison comparison, Span span) {
    Written value =
        single(comparison, span, "text has no ranges. Put a name that holds '..' between quotes.");
    if (column == FlowColumn.PROTOCOL) {
      return Glob.literally(value.read(FieldTest::protocol));
    }
    warnings.ofNull(column, value);
    return value.glob();
  }

  private static Written single(Comparison comparison, Span span, String fault) {
    Written value = span.low();
    if (value != null && !span.isRange()) {
      return value;
    }
    Written place = value == null ? span.high() : value;
    throw place == null ? comparison.misread(fault) : place.misread(fault);
  }

  /**
   * The canonical name of a protocol.
   *
   * @throws IllegalArgumentException when the registry does not know it, with the nearest name
   */
  static String protocol(String text) {
    String name = text.length() > Excerpt.MAX_LENGTH ? null : Protocol.parse(text);
    if (name == null) {
      List<String> known =
          IntStream.range(0, IANA_NUMBERS).mapToObj(Protocol::named).distinct().toList();
      throw new IllegalArgumentException(
          "%s is no protocol. %sWrite a name such as TCP, or a number of the IANA registry."
              .formatted(
                  Excerpt.quoted(text),
                  Nearest.ignoringCase(text, known)
                      .map("Did you mean %s? "::formatted)
                      .orElse("")));
    }
    return name;
  }
}
