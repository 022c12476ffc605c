package io.flowlake.filter;

import io.flowlake.RandomFlows;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import java.util.List;

/**
 * What must hold of any text at all: it is refused in words, or it is a filter in every respect.
 */
final class FilterChecks {
  private static final List<Flow> FLOWS = new RandomFlows(1).list(20);
  private static final int LONGEST_MESSAGE = 1_500;

  private FilterChecks() {}

  /** Throws an {@link AssertionError} when something does not hold of {@code text}. */
  static void check(String text) {
    Filter filter;
    try {
      ParsedFilter parsed = FilterText.parse(text);
      parsed.warnings().forEach(FilterChecks::checkShown);
      filter = parsed.filter();
    } catch (FlowlakeException e) {
      checkRefusal(e);
      return;
    }
    String canonical = FilterText.canonical(filter);
    checkShown(canonical);
    checkReadAgain(filter, canonical);
    FLOWS.forEach(flow -> checkComplement(filter, flow));
  }

  /** The text may be refused for its size alone, which grows with full names. */
  private static void checkReadAgain(Filter filter, String canonical) {
    Filter again;
    try {
      again = FilterText.parse(canonical).filter();
    } catch (FlowlakeException e) {
      boolean deep = e.getMessage().contains("nested more than " + FilterText.MAX_NESTING);
      require(deep || canonical.length() > FilterText.MAX_LENGTH, "refused: " + canonical);
      return;
    }
    require(again.equals(filter), "canonical text is another filter: " + canonical);
    require(FilterText.canonical(again).equals(canonical), "not canonical: " + canonical);
  }

  private static void checkRefusal(FlowlakeException refusal) {
    String message = refusal.getMessage();
    require(refusal.exitCode() == ExitCode.USAGE, "exit code of: " + message);
    require(message.startsWith("Cannot read the filter"), message);
    require(message.length() <= LONGEST_MESSAGE, "a long message: " + message);
    message.lines().forEach(FilterChecks::checkShown);
  }

  /** Nothing that a terminal obeys. */
  private static void checkShown(String line) {
    boolean visible = line.codePoints().noneMatch(c -> Character.getType(c) == Character.CONTROL);
    require(visible, "a control character in: " + line);
  }

  private static void checkComplement(Filter filter, Flow flow) {
    boolean matches = FlowTest.of(filter).test(flow);
    boolean complement = FlowTest.of(new Filter.Not(filter)).test(flow);
    require(matches != complement, "neither or both: " + filter);
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new AssertionError(fault);
    }
  }
}
