package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * ANTLR's parsers share what they learn of the grammar: many at once must not disturb each other.
 */
class ParallelParsingTest {
  @Test
  void manyThreadsParseAsOne() {
    List<Filter> filters = new RandomFilters(11).list(300);
    List<String> texts = filters.stream().map(FilterText::canonical).toList();
    List<Filter> parsed =
        IntStream.range(0, 6_000)
            .parallel()
            .mapToObj(i -> FilterText.parse(texts.get(i % texts.size())).filter())
            .toList();
    for (int i = 0; i < parsed.size(); i++) {
      assertEquals(filters.get(i % filters.size()), parsed.get(i));
    }
  }
}
