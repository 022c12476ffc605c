package io.flowlake.filter;

import io.flowlake.model.FlowColumn;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The columns whose values a filter tests: what must be read to decide it. */
public final class FilterColumns implements Filter.Visitor<Set<FlowColumn>> {
  private final Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);

  private FilterColumns() {}

  /** The columns that {@code filter} tests. */
  public static Set<FlowColumn> of(Filter filter) {
    return Collections.unmodifiableSet(filter.accept(new FilterColumns()));
  }

  @Override
  public Set<FlowColumn> everything() {
    return add(List.of());
  }

  @Override
  public Set<FlowColumn> and(Filter.And and) {
    return visit(and.parts());
  }

  @Override
  public Set<FlowColumn> or(Filter.Or or) {
    return visit(or.parts());
  }

  @Override
  public Set<FlowColumn> not(Filter.Not not) {
    return visit(List.of(not.part()));
  }

  @Override
  public Set<FlowColumn> addressIn(Filter.AddressIn test) {
    return add(test.end().columns());
  }

  @Override
  public Set<FlowColumn> numberIn(Filter.NumberIn test) {
    return add(test.quantity().columns());
  }

  @Override
  public Set<FlowColumn> textLike(Filter.TextLike test) {
    return add(List.of(test.column()));
  }

  @Override
  public Set<FlowColumn> flagsMatch(Filter.FlagsMatch test) {
    return add(List.of(test.field()));
  }

  @Override
  public Set<FlowColumn> flagsAny(Filter.FlagsAny test) {
    return add(List.of(test.field()));
  }

  @Override
  public Set<FlowColumn> active(Filter.Active test) {
    return add(List.of(FlowColumn.START_TIME, FlowColumn.END_TIME));
  }

  @Override
  public Set<FlowColumn> open() {
    return add(List.of(FlowColumn.END_TIME));
  }

  private Set<FlowColumn> visit(List<Filter> parts) {
    for (Filter part : parts) {
      part.accept(this);
    }
    return columns;
  }

  private Set<FlowColumn> add(List<FlowColumn> tested) {
    columns.addAll(tested);
    return columns;
  }
}
