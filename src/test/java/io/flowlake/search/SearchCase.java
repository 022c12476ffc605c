package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.flowlake.RandomFlows;
import io.flowlake.filter.Filter;
import io.flowlake.filter.RandomFilters;
import io.flowlake.lake.Lake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random requests, and whether the answers to them, page by page, are what they must be. */
final class SearchCase {
  private final Random random;
  private final RandomFilters filters;

  SearchCase(long seed) {
    random = new Random(seed);
    filters = new RandomFilters(seed);
  }

  /** A request whose answer has some pages, or is longer than anybody would walk. */
  SearchRequest next(Lake lake, List<Flow> flows, Engine engine, long localBytes) {
    Order order = order();
    SearchRequest unlimited =
        new SearchRequest(
            lake,
            random.nextInt(5) == 0 ? Filter.EVERYTHING : filters.next(),
            order.needsRange() || random.nextInt(3) == 0 ? range() : null,
            order,
            SearchRequest.MAX_LIMIT,
            null,
            random.nextInt(4) == 0 ? Total.WANTED : Total.NOT_WANTED,
            engine,
            localBytes);
    return withLimit(unlimited, limit(NaiveSearch.all(flows, unlimited).size()));
  }

  private int limit(int matching) {
    return switch (random.nextInt(8)) {
      case 0 -> 1 + random.nextInt(3);
      case 1 -> SearchRequest.MAX_LIMIT;
      case 2 -> Math.max(1, matching);
      default -> 1 + matching / (1 + random.nextInt(4));
    };
  }

  private Order order() {
    return switch (random.nextInt(6)) {
      case 0 -> Order.NEWEST;
      case 1 -> Order.OLDEST;
      case 2, 3 -> Order.CLOSEST;
      default ->
          Order.by(
              FlowColumn.all().get(random.nextInt(FlowColumn.all().size())),
              random.nextBoolean() ? Order.Direction.ASCENDING : Order.Direction.DESCENDING);
    };
  }

  /** From a µs to centuries, on and beside the times that flows have. */
  private TimeRange range() {
    long one = time();
    long other = random.nextInt(3) == 0 ? one : time();
    long from = Math.min(one, other);
    return new TimeRange(from, Math.max(from + 1, Math.max(one, other)));
  }

  private long time() {
    int pool = random.nextInt(5) == 0 ? RandomFlows.TIMES.size() : 7;
    long time = RandomFlows.TIMES.get(random.nextInt(pool));
    return random.nextBoolean() ? time : time + random.nextLong(2 * Times.DAY_MICROS);
  }

  /** Walks to the end, or for so many pages, and holds each page against the naive answer. */
  static void check(Search search, SearchRequest request, List<Flow> flows, int pages) {
    List<Flow> wanted = NaiveSearch.all(flows, request);
    List<Flow> found = new ArrayList<>();
    SearchRequest next = request;
    for (int page = 0; page < pages; page++) {
      SearchResult result = search.run(search.plan(next));
      found.addAll(result.rows());
      int upTo = Math.min(wanted.size(), (page + 1) * request.limit());
      assertEquals(wanted.subList(0, upTo), found, () -> "rows of " + request);
      boolean more = found.size() < wanted.size();
      assertEquals(more, result.truncated(), "truncated");
      assertEquals(more, result.next() != null, "a cursor");
      if (request.total() == Total.WANTED) {
        assertEquals((Long) (long) wanted.size(), result.total(), () -> "total of " + request);
      }
      if (!more) {
        return;
      }
      assertEquals((Long) found.get(found.size() - 1).startTime(), result.boundary());
      assertNotNull(result.next());
      next = after(request, Cursor.parse(result.next().text()));
    }
  }

  static SearchRequest after(SearchRequest request, Cursor cursor) {
    return with(request, request.filter(), request.limit(), cursor);
  }

  static SearchRequest withLimit(SearchRequest request, int limit) {
    return with(request, request.filter(), limit, request.cursor());
  }

  static SearchRequest withFilter(SearchRequest request, Filter filter) {
    return with(request, filter, request.limit(), request.cursor());
  }

  private static SearchRequest with(
      SearchRequest request, Filter filter, int limit, Cursor cursor) {
    return new SearchRequest(
        request.lake(),
        filter,
        request.range(),
        request.order(),
        limit,
        cursor,
        request.total(),
        request.engine(),
        request.localBytes());
  }
}
