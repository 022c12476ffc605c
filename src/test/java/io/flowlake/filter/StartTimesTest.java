package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.model.Flow;
import io.flowlake.model.Times;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTimesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "any | -",
        "proto tcp | -",
        "start 2026-11-01..2026-11-02 | 2026-11-01T00:00:00.000Z",
        "start >= 2026-11-01 and proto tcp | 2026-11-01T00:00:00.000Z",
        "start < 2026-11-01 | -",
        "not start < 2026-11-01 | 2026-11-01T00:00:00.000Z",
        "not start >= 2026-11-01 | -",
        "start != 2026-11-01T10:00Z | -",
        "day 2026-11-01 | 2026-11-01T00:00:00.000Z",
        "day in [2026-11-01, 2026-11-03] | 2026-11-01T00:00:00.000Z",
        "day > 2026-11-01 | 2026-11-02T00:00:00.000Z",
        "day <= 2026-11-01 | -",
        "day ..2026-11-01 | -",
        "not day <= 2026-11-01 | 2026-11-02T00:00:00.000Z",
        "day 2026-11-01 or day 2026-11-03 | 2026-11-01T00:00:00.000Z",
        "day 2026-11-01 or proto tcp | -",
        "not (day < 2026-11-01 or proto tcp) | 2026-11-01T00:00:00.000Z",
        "not (day < 2026-11-01 and proto tcp) | -",
        "day 2026-11-03 and start >= 2026-11-01 | 2026-11-03T00:00:00.000Z",
        "end >= 2026-11-01 | -",
        "active 2026-11-01..2026-11-02 | -",
        "open and not duration > 5m | -"
      })
  void earliestIsWhatTheFilterSays(String filter, String earliest) {
    StartTimes.Bounds bounds = StartTimes.of(FilterText.parse(filter).filter());
    assertEquals(earliest, bounds.haveEarliest() ? Times.format(bounds.low()) : "-");
  }

  @Test
  void noMatchingFlowLiesOutside() {
    List<Flow> flows = new RandomFlows(4).list(300);
    RandomFilters filters = new RandomFilters(5);
    int bounded = 0;
    for (int i = 0; i < 3_000; i++) {
      Filter filter = filters.next();
      StartTimes.Bounds bounds = StartTimes.of(filter);
      bounded += bounds.haveEarliest() ? 1 : 0;
      Predicate<Flow> test = FlowTest.of(filter);
      for (Flow flow : flows) {
        boolean inside = bounds.low() <= flow.startTime() && flow.startTime() <= bounds.high();
        assertTrue(inside || !test.test(flow), () -> FilterText.canonical(filter));
      }
    }
    assertTrue(bounded > 50, "of 3,000 filters only " + bounded + " tell anything");
  }
}
