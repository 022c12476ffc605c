package io.flowlake.search;

import io.flowlake.RandomFlows;
import io.flowlake.filter.Filter;
import io.flowlake.filter.RandomFilters;
import io.flowlake.lake.Lake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import io.flowlake.search.Order.Direction;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random requests, whose answers can be walked to the end. */
final class SearchCase {
  /** How long walks get: each page is a search, and each walk goes to the end. */
  static final int MOST_PAGES = 30;

  private static final List<Order> BY_COLUMN =
      FlowColumn.all().stream()
          .flatMap(column -> Stream.of(Direction.values()).map(way -> Order.by(column, way)))
          .toList();

  private final Random random;
  private final RandomFilters filters;

  /** Taken in turn, so that few cases have them all. */
  private int byColumn;

  SearchCase(long seed) {
    random = new Random(seed);
    filters = new RandomFilters(seed);
  }

  /** A request whose answer among {@code flows} has {@link #MOST_PAGES} pages or fewer. */
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
    int few = 1 + random.nextInt(3);
    return switch (random.nextInt(16)) {
      case 0 -> SearchRequest.MAX_LIMIT;
      // The last page is full, or has one row, or the limit is not reached by one.
      case 1, 2, 3 -> Math.max(1, matching - 1 + random.nextInt(3));
      case 4, 5 -> few * MOST_PAGES < matching ? limit(matching, pages()) : few;
      default -> limit(matching, pages());
    };
  }

  private static int limit(int matching, int pages) {
    return Math.max(1, (matching + pages - 1) / pages);
  }

  /** Mostly one or two, in a share of all cases more, for each page costs as much as a case. */
  private int pages() {
    return random.nextInt(8) == 0
        ? MOST_PAGES / (1 + random.nextInt(MOST_PAGES))
        : 1 + random.nextInt(2);
  }

  private Order order() {
    return switch (random.nextInt(6)) {
      case 0 -> Order.NEWEST;
      case 1 -> Order.OLDEST;
      case 2, 3 -> Order.CLOSEST;
      default -> BY_COLUMN.get(byColumn++ % BY_COLUMN.size());
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
