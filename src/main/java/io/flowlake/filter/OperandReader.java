package io.flowlake.filter;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Takes operators and values out of the grammar's tree. */
final class OperandReader {
  private OperandReader() {}

  /** A comparison with an operator, {@code in} or {@code not in}. */
  static Comparison comparison(FlowFilterParser.ComparisonContext context) {
    FlowFilterParser.OperatorContext sign = context.operator();
    if (sign != null) {
      return comparison(operator(sign), context.operand(), sign);
    }
    Operator operator = context.NOT() == null ? Operator.EQUAL : Operator.UNEQUAL;
    return comparison(operator, context.operand(), context.operand());
  }

  /** A comparison without any operator. */
  static Comparison equality(FlowFilterParser.OperandContext operand) {
    return comparison(Operator.EQUAL, operand, operand);
  }

  static Span span(FlowFilterParser.SpanContext span) {
    return new Span(optional(span.low), optional(span.high), span.RANGE() != null);
  }

  static List<Written> values(List<FlowFilterParser.ValueContext> values) {
    return values.stream().map(value -> written(value.getStart())).toList();
  }

  /** The value of a token: a word, or a text in quotes. */
  static Written written(Token token) {
    String text = token.getText();
    boolean quoted = token.getType() == FlowFilterParser.STRING;
    return new Written(
        quoted ? text.substring(1, text.length() - 1) : text,
        quoted,
        token.getStartIndex(),
        token.getStopIndex() + 1);
  }

  private static Comparison comparison(
      Operator operator, FlowFilterParser.OperandContext operand, ParserRuleContext place) {
    FlowFilterParser.ListContext list = operand.list();
    List<Span> spans =
        list == null
            ? List.of(span(operand.span()))
            : list.span().stream().map(OperandReader::span).toList();
    int end = place.getStop().getStopIndex() + 1;
    return new Comparison(operator, spans, list != null, place.getStart().getStartIndex(), end);
  }

  private static Operator operator(FlowFilterParser.OperatorContext sign) {
    return switch (sign.getStart().getType()) {
      case FlowFilterParser.UNEQUAL -> Operator.UNEQUAL;
      case FlowFilterParser.LESS -> Operator.LESS;
      case FlowFilterParser.LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case FlowFilterParser.GREATER -> Operator.GREATER;
      case FlowFilterParser.GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      default -> Operator.EQUAL;
    };
  }

  private static @Nullable Written optional(FlowFilterParser.@Nullable ValueContext value) {
    return value == null ? null : written(value.getStart());
  }
}
