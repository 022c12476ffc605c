package io.flowlake.lake;

import io.flowlake.filter.Glob;
import io.flowlake.model.CidrBlock;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Tests of texts as conditions of Spark's: what Delta and Parquet can skip with (equality, or a
 * range of texts), and behind it the exact test in generated code.
 */
final class TextConditions {
  /** More ranges than this are not told one by one. */
  private static final int MOST_RANGES = 32;

  private TextConditions() {}

  /** Whether {@code text} is an address of one of {@code blocks}. */
  static Column address(Column text, List<CidrBlock> blocks) {
    List<Object> hosts = new ArrayList<>();
    List<TextRange> ranges = new ArrayList<>();
    for (CidrBlock block : blocks) {
      if (block.prefixLength() == (block.network().isV4() ? 32 : 128)) {
        hosts.add(block.network().text());
      } else {
        ranges.add(TextRange.of(block));
      }
    }
    List<Column> ways = new ArrayList<>();
    if (!hosts.isEmpty()) {
      ways.add(equalToOneOf(text, hosts));
    }
    if (!ranges.isEmpty()) {
      ways.add(inOneOf(text, ranges).and(ExactCalls.isAddressIn(text, blocks)));
    }
    return Conditions.anyOf(ways);
  }

  /** Whether {@code text} matches one of {@code patterns}. */
  static Column like(Column text, List<Glob> patterns) {
    List<Object> literals = new ArrayList<>();
    List<TextRange> ranges = new ArrayList<>();
    List<Glob> globs = new ArrayList<>();
    for (Glob pattern : patterns) {
      if (pattern.isLiteral()) {
        literals.add(pattern.prefix());
      } else {
        ranges.add(TextRange.of(pattern));
        globs.add(pattern);
      }
    }
    List<Column> ways = new ArrayList<>();
    if (!literals.isEmpty()) {
      ways.add(equalToOneOf(text, literals));
    }
    if (!globs.isEmpty()) {
      ways.add(inOneOf(text, ranges).and(ExactCalls.matches(text, globs)));
    }
    return Conditions.anyOf(ways);
  }

  private static Column equalToOneOf(Column text, List<Object> texts) {
    return texts.size() == 1 ? text.equalTo(texts.get(0)) : text.isin(texts.toArray());
  }

  private static Column inOneOf(Column text, List<TextRange> ranges) {
    if (ranges.size() > MOST_RANGES) {
      return text.isNotNull();
    }
    List<Column> conditions = new ArrayList<>();
    for (TextRange range : ranges) {
      String end = range.end();
      Column from = range.low().isEmpty() ? text.isNotNull() : text.geq(range.low());
      conditions.add(end == null ? from : from.and(text.lt(end)));
    }
    return Conditions.anyOf(conditions);
  }
}
