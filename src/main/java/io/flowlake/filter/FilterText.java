package io.flowlake.filter;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.Locale;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/** The filter language: from text to tree and back. Its grammar is {@code FlowFilter.g4}. */
public final class FilterText {
  /** How many characters a filter may have. */
  public static final int MAX_LENGTH = 65_536;

  /** How deep parentheses and {@code not} may be nested. */
  public static final int MAX_NESTING = 200;

  private FilterText() {}

  /**
   * Reads a filter. Empty text (or nothing but comments) is {@link Filter#EVERYTHING}.
   *
   * @throws FlowlakeException (USAGE) when it is no filter: with what was read, line and column,
   *     the text with a caret below, what was expected, and the nearest name
   */
  public static ParsedFilter parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "Cannot read the filter: it has %,d characters, and %,d are allowed. Write it shorter.",
              text.length(),
              MAX_LENGTH));
    }
    try {
      return parsed(text);
    } catch (Misread misread) {
      throw new FlowlakeException(ExitCode.USAGE, new SourceText(text).located(misread), misread);
    }
  }

  /**
   * One line of text for {@code filter}: the same for equal filters, and parsed to an equal filter.
   * (Only trees with values that no text can name, such as a port of 70000, do not parse again, and
   * text beyond {@link #MAX_LENGTH} or {@link #MAX_NESTING}: it has full names, and may have a
   * {@code not} more than what was read.)
   */
  public static String canonical(Filter filter) {
    return filter.accept(new CanonicalText());
  }

  private static ParsedFilter parsed(String text) {
    FlowFilterLexer lexer = new FlowFilterLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    TokenCheck.check(tokens.getTokens());
    FlowFilterParser parser = new FlowFilterParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new SyntaxErrors());
    // The grammar is LL(1): nothing is gained by a second, slower look.
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.addParseListener(new NameCheck());
    Warnings warnings = new Warnings();
    Filter filter = new FilterBuilder(warnings).visit(parser.filter());
    return new ParsedFilter(filter, warnings.told());
  }

  /** Finds unknown names while parsing, before what follows them is misunderstood. */
  private static final class NameCheck implements ParseTreeListener {
    @Override
    public void exitEveryRule(ParserRuleContext context) {
      if (context instanceof FlowFilterParser.NameContext name && name.WORD() != null) {
        FilterBuilder.field(name);
      }
    }

    @Override
    public void enterEveryRule(ParserRuleContext context) {}

    @Override
    public void visitTerminal(TerminalNode node) {}

    @Override
    public void visitErrorNode(ErrorNode node) {}
  }
}
