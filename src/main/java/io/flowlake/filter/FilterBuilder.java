package io.flowlake.filter;

import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Builds a filter from what the grammar has recognized; throws {@link Misread}. */
final class FilterBuilder extends FlowFilterBaseVisitor<Filter> {
  private final Warnings warnings;
  private final FieldTest tests;

  /** A builder that tells {@code warnings} of doubtful values. */
  FilterBuilder(Warnings warnings) {
    this.warnings = warnings;
    tests = new FieldTest(warnings);
  }

  @Override
  public Filter visitFilter(FlowFilterParser.FilterContext filter) {
    return filter.either() == null ? Filter.EVERYTHING : visit(filter.either());
  }

  @Override
  public Filter visitEither(FlowFilterParser.EitherContext either) {
    List<Filter> parts = visitAll(either.both());
    return parts.size() == 1 ? parts.get(0) : new Filter.Or(parts);
  }

  @Override
  public Filter visitBoth(FlowFilterParser.BothContext both) {
    List<Filter> parts = visitAll(both.complement());
    return parts.size() == 1 ? parts.get(0) : new Filter.And(parts);
  }

  @Override
  public Filter visitComplement(FlowFilterParser.ComplementContext complement) {
    Filter filter = visit(complement.test() == null ? complement.either() : complement.test());
    for (int i = complement.NOT().size(); i > 0; i--) {
      filter = new Filter.Not(filter);
    }
    return filter;
  }

  @Override
  public Filter visitEverything(FlowFilterParser.EverythingContext everything) {
    return Filter.EVERYTHING;
  }

  @Override
  public Filter visitOpen(FlowFilterParser.OpenContext open) {
    return new Filter.Open();
  }

  @Override
  public Filter visitDefunct(FlowFilterParser.DefunctContext defunct) {
    return FlagTest.DEFUNCT;
  }

  @Override
  public Filter visitActive(FlowFilterParser.ActiveContext active) {
    return ActiveTest.of(OperandReader.span(active.span()), warnings);
  }

  @Override
  public Filter visitFlagTest(FlowFilterParser.FlagTestContext test) {
    boolean tcp = test.field.getType() == FlowFilterParser.TCP_FLAGS;
    FlowColumn field = tcp ? FlowColumn.TCP_FLAGS : FlowColumn.FLOW_FLAGS;
    if (test.flags() instanceof FlowFilterParser.FlagNumberContext number) {
      return tests.of(Field.of(field), OperandReader.comparison(number.comparison()));
    }
    FlowFilterParser.FlagModeContext mode = (FlowFilterParser.FlagModeContext) test.flags();
    Written how = OperandReader.written(mode.how);
    return mode.flagSet() == null
        ? FlagTest.masked(field, how)
        : FlagTest.of(field, how, OperandReader.values(mode.flagSet().value()));
  }

  @Override
  public Filter visitFieldTest(FlowFilterParser.FieldTestContext test) {
    Comparison comparison =
        test.comparison() == null
            ? OperandReader.equality(test.operand())
            : OperandReader.comparison(test.comparison());
    return tests.of(field(test.name()), comparison);
  }

  /**
   * The field that {@code name} means.
   *
   * @throws Misread when there is none
   */
  static Field field(FlowFilterParser.NameContext name) {
    Token word = name.WORD().getSymbol();
    try {
      return FieldNames.named(Side.of(name.side), word.getText());
    } catch (IllegalArgumentException e) {
      throw new Misread(word.getStartIndex(), word.getStopIndex() + 1, e);
    }
  }

  private List<Filter> visitAll(List<? extends ParserRuleContext> contexts) {
    List<Filter> filters = new ArrayList<>(contexts.size());
    contexts.forEach(context -> filters.add(visit(context)));
    return filters;
  }
}
