package io.flowlake.filter;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The words that the grammar knows; as values they are quoted. */
final class ReservedWords {
  private ReservedWords() {}

  /** Whether {@code word} alone is read as anything but a value. */
  static boolean contains(String word) {
    FlowFilterLexer lexer = new FlowFilterLexer(CharStreams.fromString(word));
    Token first = lexer.nextToken();
    return isReserved(first);
  }

  /** Whether {@code token} is such a word, and no sign. */
  static boolean isReserved(Token token) {
    return token.getType() >= FlowFilterLexer.AND
        && token.getType() <= FlowFilterLexer.FLOW_FLAGS
        && Character.isLetter(token.getText().codePointAt(0));
  }
}
