package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parser says of good, bad and nasty filters, word for word. */
class FilterCorpusTest {
  static List<FilterCorpus.Entry> entries() throws IOException {
    return FilterCorpus.entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void theAnswerIsExactlyThis(FilterCorpus.Entry entry) {
    String answer =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> FilterCorpus.answer(entry.text()));
    assertEquals(entry.answer(), answer);
    FilterChecks.check(entry.text());
  }

  @Test
  void theCorpusIsThere() throws IOException {
    assertTrue(entries().size() > 150, entries().size() + " entries");
  }
}
