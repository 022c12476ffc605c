package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** What is checked before the parser, which recurses, sees any token. */
final class TokenCheck {
  /** How many levels each open parenthesis adds: itself and the complements before it. */
  private final Deque<Integer> levels = new ArrayDeque<>();

  private int depth;
  private int complements;

  private TokenCheck() {}

  /**
   * Refuses characters that are no tokens, and deep nesting.
   *
   * @throws Misread at the first such token
   */
  static void check(List<Token> tokens) {
    TokenCheck check = new TokenCheck();
    for (Token token : tokens) {
      switch (token.getType()) {
        case FlowFilterLexer.UNCLOSED -> throw unclosed(token);
        case FlowFilterLexer.STRAY -> throw stray(token);
        default -> check.nest(token);
      }
    }
  }

  private void nest(Token token) {
    switch (token.getType()) {
      case FlowFilterLexer.NOT -> complements++;
      case FlowFilterLexer.OPEN_PAREN -> {
        levels.push(complements + 1);
        depth += complements + 1;
        complements = 0;
      }
      case FlowFilterLexer.CLOSE_PAREN -> {
        depth -= levels.isEmpty() ? 0 : levels.pop();
        complements = 0;
      }
      default -> complements = 0;
    }
    if (depth + complements > FilterText.MAX_NESTING) {
      throw misread(
          token,
          "parentheses and 'not' are nested more than "
              + FilterText.MAX_NESTING
              + " deep. Write it flatter.");
    }
  }

  private static Misread unclosed(Token token) {
    int start = token.getStartIndex();
    return new Misread(
        start,
        start + 1,
        "the quote that opens here is never closed. Close it, or escape it as \\'.");
  }

  private static Misread stray(Token token) {
    String text = token.getText();
    int codePoint = text.codePointAt(0);
    String advice =
        switch (codePoint) {
          case '&' -> "Write 'and', '&&', or quote the value that holds it.";
          case '|' -> "Write 'or', '||', or quote the value that holds it.";
          case '.' -> "Write '..' for a range, or quote the value that holds it.";
          case '\\' -> "Write '\\\\' for a backslash.";
          default ->
              codePoint >= '\u2018' && codePoint <= '\u201F'
                  ? "Write straight quotes: ' or \"."
                  : "Quote the value that holds it.";
        };
    boolean visible = !Excerpt.isInvisible(codePoint) && !Character.isISOControl(codePoint);
    String shown =
        visible && !isSurrogate(codePoint) ? "'" + text + "'" : "U+%04X".formatted(codePoint);
    return misread(token, "%s is no sign of the language. %s".formatted(shown, advice));
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static Misread misread(Token token, String message) {
    return new Misread(token.getStartIndex(), token.getStopIndex() + 1, message);
  }
}
