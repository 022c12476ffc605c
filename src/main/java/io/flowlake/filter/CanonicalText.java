package io.flowlake.filter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes filters as text: column names, parentheses only where the tree needs them. */
final class CanonicalText implements Filter.Visitor<String> {

  @Override
  public String everything() {
    return "any";
  }

  @Override
  public String and(Filter.And and) {
    return and.parts().stream().map(this::part).collect(Collectors.joining(" and "));
  }

  @Override
  public String or(Filter.Or or) {
    return TestText.of(or).map(TestText::text).orElseGet(() -> either(or.parts()));
  }

  @Override
  public String not(Filter.Not not) {
    return TestText.of(not.part())
        .map(TestText::complement)
        .orElseGet(() -> "not " + part(not.part()));
  }

  @Override
  public String addressIn(Filter.AddressIn test) {
    return comparison(test);
  }

  @Override
  public String numberIn(Filter.NumberIn test) {
    return comparison(test);
  }

  @Override
  public String textLike(Filter.TextLike test) {
    return comparison(test);
  }

  @Override
  public String flagsMatch(Filter.FlagsMatch test) {
    return FlagTest.name(test.field()) + " " + FlagTest.written(test);
  }

  @Override
  public String flagsAny(Filter.FlagsAny test) {
    return test.equals(FlagTest.DEFUNCT)
        ? "defunct"
        : FlagTest.name(test.field()) + " any " + Bits.format(test.field(), test.mask());
  }

  @Override
  public String active(Filter.Active test) {
    return "active " + ActiveTest.written(test);
  }

  @Override
  public String open() {
    return "open";
  }

  private static String comparison(Filter test) {
    return TestText.of(test).orElseThrow().text();
  }

  private String either(List<Filter> parts) {
    return parts.stream()
        .map(part -> part instanceof Filter.And ? part.accept(this) : part(part))
        .collect(Collectors.joining(" or "));
  }

  /** The text of {@code filter} as a part of a larger one. */
  private String part(Filter filter) {
    Optional<TestText> test = TestText.of(filter);
    boolean isGroup =
        test.isEmpty() && (filter instanceof Filter.And || filter instanceof Filter.Or);
    return isGroup ? "(" + filter.accept(this) + ")" : filter.accept(this);
  }
}
