package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import io.flowlake.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Ends the parser at the first token that does not fit, in words. Written against ANTLR 4.13. */
final class SyntaxErrors extends DefaultErrorStrategy {
  private static final int[] TEST_WORDS = {
    FlowFilterParser.NOT,
    FlowFilterParser.OPEN_PAREN,
    FlowFilterParser.ANY,
    FlowFilterParser.OPEN,
    FlowFilterParser.DEFUNCT,
    FlowFilterParser.ACTIVE,
    FlowFilterParser.SOURCE,
    FlowFilterParser.DEST,
    FlowFilterParser.SENT,
    FlowFilterParser.RECEIVED,
    FlowFilterParser.TCP_FLAGS,
    FlowFilterParser.FLOW_FLAGS,
    FlowFilterParser.WORD,
  };
  private static final int[] OPERATORS = {
    FlowFilterParser.EQUAL,
    FlowFilterParser.UNEQUAL,
    FlowFilterParser.LESS,
    FlowFilterParser.LESS_OR_EQUAL,
    FlowFilterParser.GREATER,
    FlowFilterParser.GREATER_OR_EQUAL,
    FlowFilterParser.IN,
    FlowFilterParser.NOT,
  };
  private static final int[] VALUES = {
    FlowFilterParser.WORD,
    FlowFilterParser.STRING,
    FlowFilterParser.RANGE,
    FlowFilterParser.OPEN_BRACKET,
    FlowFilterParser.OPEN_PAREN,
  };

  /** Operators of other languages, which are read as values. */
  private static final Set<String> FOREIGN_OPERATORS =
      Set.of("is", "like", "between", "eq", "ne", "gt", "gte", "ge", "lt", "lte", "le");

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    throw misread(parser);
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    throw misread(parser);
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw misread(parser);
  }

  /** Before a decision: earlier than the default, which would leave the rule first. */
  @Override
  public void sync(Parser parser) {
    int next = parser.getInputStream().LA(1);
    IntervalSet here = parser.getATN().nextTokens(parser.getATN().states.get(parser.getState()));
    if (!here.contains(next) && !parser.getExpectedTokens().contains(next)) {
      throw misread(parser);
    }
  }

  private static Misread misread(Parser parser) {
    Token read = parser.getCurrentToken();
    boolean atEnd = read.getType() == Token.EOF;
    IntervalSet expected = parser.getExpectedTokens();
    Token before = parser.getInputStream().LT(-1);
    return new Misread(
        read.getStartIndex(),
        atEnd ? read.getStartIndex() : read.getStopIndex() + 1,
        "expected %s, but %s.%s"
            .formatted(
                expected(expected, before),
                atEnd ? "the text ends" : "read " + Excerpt.quoted(read.getText()),
                advice(read, before, expected)));
  }

  /** What may have been meant; empty when nobody knows. */
  private static String advice(Token read, @Nullable Token before, IntervalSet expected) {
    if (ReservedWords.isReserved(read) && expected.contains(FlowFilterParser.STRING)) {
      return " As a value it has to be quoted: '%s'.".formatted(read.getText());
    }
    if (!expected.contains(FlowFilterParser.AND) || read.getType() == Token.EOF || before == null) {
      return "";
    }
    if (FOREIGN_OPERATORS.contains(before.getText().toLowerCase(Locale.ROOT))) {
      return " %s is no operator; these are: = != < <= > >= in."
          .formatted(Excerpt.quoted(before.getText()));
    }
    return Nearest.ignoringCase(read.getText(), List.of("and", "or"))
        .map(" Did you mean '%s'?"::formatted)
        .orElse("");
  }

  /** The tokens in words: kinds of things first, then words and signs. */
  private static String expected(IntervalSet tokens, @Nullable Token before) {
    Set<Integer> left = new LinkedHashSet<>(tokens.toList());
    List<String> words = new ArrayList<>();
    if (left.contains(FlowFilterParser.DEFUNCT)) {
      words.add("a test such as 'dst port 443'");
      removeAll(left, TEST_WORDS);
    }
    if (left.remove(FlowFilterParser.ANY)) {
      words.add("all, any, none or exact and flags");
    }
    if (left.contains(FlowFilterParser.EQUAL)) {
      words.add("an operator such as '='");
      removeAll(left, OPERATORS);
    }
    if (left.contains(FlowFilterParser.STRING)) {
      words.add("a value");
      removeAll(left, VALUES);
    }
    if (left.remove(FlowFilterParser.WORD)) {
      words.addAll(Side.of(before).names().keySet());
    }
    // A range could always go on; that is seldom what is missing.
    left.remove(FlowFilterParser.RANGE);
    left.stream().filter(type -> type != Token.EOF).map(SyntaxErrors::sign).forEach(words::add);
    if (left.contains(Token.EOF)) {
      words.add("the end");
    }
    return listed(words);
  }

  private static void removeAll(Set<Integer> tokens, int[] gone) {
    for (int token : gone) {
      tokens.remove(token);
    }
  }

  private static String sign(int type) {
    return switch (type) {
      case FlowFilterParser.AND -> "'and'";
      case FlowFilterParser.OR -> "'or'";
      default -> FlowFilterParser.VOCABULARY.getDisplayName(type);
    };
  }

  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
