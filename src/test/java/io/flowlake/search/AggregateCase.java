package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.filter.Filter;
import io.flowlake.filter.RandomFilters;
import io.flowlake.lake.Lake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random aggregations, and whether the answers to them are what they must be. */
final class AggregateCase {
  private static final List<Long> STEPS =
      List.of(1_000_000L, 300_000_000L, 7_000_000_001L, Times.DAY_MICROS);

  private final Random random;
  private final RandomFilters filters;

  AggregateCase(long seed) {
    random = new Random(seed);
    filters = new RandomFilters(seed);
  }

  AggregateRequest next(Lake lake, Engine engine) {
    long from = Times.parse("2026-11-01T12:34:56.789Z") - random.nextInt(2);
    return new AggregateRequest(
        lake,
        random.nextInt(3) == 0 ? Filter.EVERYTHING : filters.next(),
        random.nextBoolean()
            ? null
            : new TimeRange(from, from + random.nextLong(Times.DAY_MICROS) + 1),
        random.nextBoolean() ? top() : series(),
        engine,
        SearchRequest.DEFAULT_LOCAL_BYTES);
  }

  private Aggregation.Top top() {
    List<FlowColumn> columns = new ArrayList<>(FlowColumn.all());
    Collections.shuffle(columns, random);
    int count = random.nextInt(4) == 0 ? SearchRequest.MAX_LIMIT : 1 + random.nextInt(12);
    return new Aggregation.Top(columns.subList(0, 1 + random.nextInt(3)), measure(), count);
  }

  private Aggregation.Series series() {
    FlowColumn split = FlowColumn.all().get(random.nextInt(FlowColumn.all().size()));
    return new Aggregation.Series(
        STEPS.get(random.nextInt(STEPS.size())), measure(), random.nextBoolean() ? null : split);
  }

  private Measure measure() {
    return List.of(Measure.values()).get(random.nextInt(Measure.values().length));
  }

  static void check(Search search, AggregateRequest request, List<Flow> flows) {
    List<Group> wanted = NaiveGroups.all(flows, request);
    AggregateResult result = search.run(search.plan(request));
    int most = request.aggregation() instanceof Aggregation.Top top ? top.count() : wanted.size();
    assertEquals(
        wanted.subList(0, Math.min(most, wanted.size())), result.groups(), () -> "of " + request);
    assertEquals(wanted.size() > most, result.more());
  }
}
