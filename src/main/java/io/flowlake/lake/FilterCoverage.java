package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Glob;
import io.flowlake.model.FlowColumn;
import org.jspecify.annotations.Nullable;

/**
 * How many rows can match a filter, judged by bounds alone. {@link Coverage#NONE} and {@link
 * Coverage#ALL} are certain; {@link Coverage#SOME} is always a right answer.
 */
final class FilterCoverage implements Filter.Visitor<Coverage> {
  private final Bounds bounds;
  private final AddressSets addresses;

  private FilterCoverage(Bounds bounds, AddressSets addresses) {
    this.bounds = bounds;
    this.addresses = addresses;
  }

  /** What {@code filter} covers of rows within {@code bounds}. */
  static Coverage of(Filter filter, Bounds bounds, AddressSets addresses) {
    return bounds.rows() == 0
        ? Coverage.NONE
        : filter.accept(new FilterCoverage(bounds, addresses));
  }

  @Override
  public Coverage everything() {
    return Coverage.ALL;
  }

  @Override
  public Coverage and(Filter.And and) {
    Coverage least = Coverage.ALL;
    for (Filter part : and.parts()) {
      least = least.and(part.accept(this));
      if (least == Coverage.NONE) {
        return least;
      }
    }
    return least;
  }

  @Override
  public Coverage or(Filter.Or or) {
    Coverage most = Coverage.NONE;
    for (Filter part : or.parts()) {
      most = most.or(part.accept(this));
      if (most == Coverage.ALL) {
        return most;
      }
    }
    return most;
  }

  @Override
  public Coverage not(Filter.Not not) {
    return not.part().accept(this).complement();
  }

  @Override
  public Coverage addressIn(Filter.AddressIn test) {
    AddressSet wanted = addresses.of(test.blocks());
    Coverage most = Coverage.NONE;
    for (FlowColumn column : test.end().columns()) {
      most =
          most.or(
              ofValues(column, wanted.coverage(bounds.minText(column), bounds.maxText(column))));
    }
    return most;
  }

  @Override
  public Coverage numberIn(Filter.NumberIn test) {
    QuantityBounds quantity = QuantityBounds.of(test.quantity(), bounds);
    if (quantity.alwaysNull() || !test.ranges().meets(quantity.min(), quantity.max())) {
      return Coverage.NONE;
    }
    boolean all = quantity.neverNull() && test.ranges().covers(quantity.min(), quantity.max());
    return all ? Coverage.ALL : Coverage.SOME;
  }

  @Override
  public Coverage textLike(Filter.TextLike test) {
    String min = bounds.minText(test.column());
    String max = bounds.maxText(test.column());
    Coverage most = Coverage.NONE;
    for (Glob pattern : test.patterns()) {
      most = most.or(ofTexts(pattern, min, max));
    }
    return ofValues(test.column(), most);
  }

  @Override
  public Coverage flagsMatch(Filter.FlagsMatch test) {
    long min = bounds.min(test.field());
    long max = bounds.max(test.field());
    if ((test.value() & ~test.mask()) != 0) {
      return Coverage.NONE;
    }
    if (min == max) {
      return ofValues(test.field(), exactly((min & test.mask()) == test.value()));
    }
    boolean tooFew = min >= 0 && test.value() > max;
    return ofValues(
        test.field(), tooFew ? Coverage.NONE : test.mask() == 0 ? Coverage.ALL : Coverage.SOME);
  }

  @Override
  public Coverage flagsAny(Filter.FlagsAny test) {
    long min = bounds.min(test.field());
    long max = bounds.max(test.field());
    if (min == max) {
      return ofValues(test.field(), exactly((min & test.mask()) != 0));
    }
    boolean tooFew = min >= 0 && max < Long.lowestOneBit(test.mask());
    return tooFew || test.mask() == 0 ? Coverage.NONE : ofValues(test.field(), Coverage.SOME);
  }

  @Override
  public Coverage active(Filter.Active test) {
    long first = bounds.min(FlowColumn.START_TIME);
    long last = bounds.max(FlowColumn.START_TIME);
    boolean noEnds = bounds.alwaysNull(FlowColumn.END_TIME);
    boolean allEnds = bounds.neverNull(FlowColumn.END_TIME);
    long firstEnd = noEnds ? first : bounds.min(FlowColumn.END_TIME);
    long lastEnd = noEnds ? last : bounds.max(FlowColumn.END_TIME);
    firstEnd = allEnds ? firstEnd : Math.min(firstEnd, first);
    lastEnd = allEnds ? lastEnd : Math.max(lastEnd, last);
    if (first >= test.to() || lastEnd < test.from()) {
      return Coverage.NONE;
    }
    return last < test.to() && firstEnd >= test.from() ? Coverage.ALL : Coverage.SOME;
  }

  @Override
  public Coverage open() {
    if (bounds.neverNull(FlowColumn.END_TIME)) {
      return Coverage.NONE;
    }
    return bounds.alwaysNull(FlowColumn.END_TIME) ? Coverage.ALL : Coverage.SOME;
  }

  /**
   * What a test covers that has {@code ofValues} where there is a value, and is false elsewhere.
   */
  private Coverage ofValues(FlowColumn column, Coverage ofValues) {
    if (bounds.alwaysNull(column)) {
      return Coverage.NONE;
    }
    return ofValues == Coverage.ALL && !bounds.neverNull(column) ? Coverage.SOME : ofValues;
  }

  private static Coverage ofTexts(Glob pattern, String min, @Nullable String max) {
    if (min.equals(max)) {
      return exactly(pattern.matches(min));
    }
    TextRange range = TextRange.of(pattern);
    if (!range.meets(min, max)) {
      return Coverage.NONE;
    }
    return isPrefix(pattern) && range.covers(min, max) ? Coverage.ALL : Coverage.SOME;
  }

  /** Whether the pattern is a literal text and then one star. */
  private static boolean isPrefix(Glob pattern) {
    return pattern.pattern().equals(Glob.literally(pattern.prefix()).pattern() + "*");
  }

  private static Coverage exactly(boolean matches) {
    return matches ? Coverage.ALL : Coverage.NONE;
  }
}
