package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.flowlake.model.Flow;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer walked to its end, each page held against testing and sorting every flow.
 *
 * @param name what to repeat it with, when it fails
 * @param request the first page
 * @param flows all flows of the table
 */
record SearchWalk(String name, SearchRequest request, List<Flow> flows) {

  /** Walks, and returns how many pages there were. */
  int check(Search search) {
    List<Flow> wanted = NaiveSearch.all(flows, request);
    List<Flow> found = new ArrayList<>();
    SearchRequest next = request;
    for (int page = 1; ; page++) {
      SearchResult result = search.run(search.plan(next));
      found.addAll(result.rows());
      checkPage(page, result, wanted, found);
      if (found.size() == wanted.size()) {
        return page;
      }
      next = SearchCase.after(request, Cursor.parse(result.next().text()));
    }
  }

  /** Each page has rows, or it fails here, so no walk is endless. */
  private void checkPage(int page, SearchResult result, List<Flow> wanted, List<Flow> found) {
    long upTo = Math.min(wanted.size(), (long) page * request.limit());
    assertEquals(wanted.subList(0, (int) upTo), found, () -> "rows of " + place(page));
    boolean more = found.size() < wanted.size();
    assertEquals(more, result.truncated(), () -> "truncated, " + place(page));
    assertEquals(more, result.next() != null, () -> "a cursor, " + place(page));
    if (request.total() == Total.WANTED) {
      assertEquals((Long) (long) wanted.size(), result.total(), () -> "total of " + place(page));
    }
    if (more) {
      assertEquals((Long) found.get(found.size() - 1).startTime(), result.boundary());
      assertNotNull(result.next());
    }
  }

  private String place(int page) {
    return "page %d of %s: %s".formatted(page, name, request);
  }
}
