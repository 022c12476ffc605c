package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.filter.End;
import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.lake.Lake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As few cases as the check gives Spark have every predicate, every order and all walks. */
class SearchCaseTest {
  private static final int CASES = 200;

  private static final List<SearchRequest> REQUESTS = new ArrayList<>();
  private static final List<Integer> PAGES = new ArrayList<>();

  @BeforeAll
  static void make() {
    List<Flow> flows = new RandomFlows(11).list(600);
    SearchCase cases = new SearchCase(11);
    for (int i = 0; i < CASES; i++) {
      SearchRequest request = cases.next(new Lake("nowhere"), flows, Engine.AUTO, 0);
      int matching = NaiveSearch.all(flows, request).size();
      REQUESTS.add(request);
      PAGES.add((matching + request.limit() - 1) / request.limit());
    }
  }

  @Test
  void filtersHaveEveryPredicate() {
    Set<Object> wanted = new HashSet<>(Arrays.asList(Filter.class.getPermittedSubclasses()));
    wanted.addAll(List.of(End.values()));
    wanted.addAll(List.of(Quantity.values()));
    Set<Object> found = new HashSet<>();
    REQUESTS.forEach(request -> predicates(request.filter()).forEach(found::add));
    assertEquals(wanted, found);
  }

  private static Stream<Object> predicates(Filter filter) {
    Stream<Object> here = Stream.of(filter.getClass(), subject(filter));
    return Stream.concat(here, parts(filter).stream().flatMap(SearchCaseTest::predicates));
  }

  private static Object subject(Filter filter) {
    if (filter instanceof Filter.AddressIn test) {
      return test.end();
    }
    return filter instanceof Filter.NumberIn test ? test.quantity() : filter.getClass();
  }

  private static List<Filter> parts(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.parts();
    }
    if (filter instanceof Filter.Or or) {
      return or.parts();
    }
    return filter instanceof Filter.Not not ? List.of(not.part()) : List.of();
  }

  @Test
  void ordersAreClosestAndByEveryColumnBothWays() {
    Set<Order> wanted = new HashSet<>(List.of(Order.CLOSEST));
    for (FlowColumn column : FlowColumn.all()) {
      wanted.add(Order.by(column, Order.Direction.ASCENDING));
      wanted.add(Order.by(column, Order.Direction.DESCENDING));
    }
    assertEquals(wanted, REQUESTS.stream().map(SearchRequest::order).collect(Collectors.toSet()));
  }

  @Test
  void someWalksAreLongAndNoneIsTooLong() {
    int longest = Collections.max(PAGES);
    assertTrue(longest > 20 && longest <= SearchCase.MOST_PAGES, longest + " pages");
    long walked = PAGES.stream().filter(pages -> pages > 1).count();
    assertTrue(walked > CASES / 4, walked + " of more than one page");
  }
}
