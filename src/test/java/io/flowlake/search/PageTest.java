package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.model.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of rows some of which are equal in every column, as only other writers make them. */
class PageTest {
  @Test
  void pagesOfEqualRowsNeitherRepeatNorLoseOne() {
    for (int different = 1; different <= 3; different++) {
      for (int equal = 1; equal <= 7; equal++) {
        List<Flow> all = rows(different, equal);
        for (int limit = 1; limit <= all.size() + 1; limit++) {
          assertEquals(all, walked(all, limit), "by " + limit);
        }
      }
    }
  }

  private static List<Flow> rows(int different, int equal) {
    return IntStream.range(0, different * equal).mapToObj(i -> Flows.at(i / equal, null)).toList();
  }

  /** As a search does it: what is held begins with the last row of the cursor. */
  private static List<Flow> walked(List<Flow> all, int limit) {
    List<Flow> walked = new ArrayList<>();
    Cursor cursor = null;
    while (true) {
      int capacity = limit + 1 + (cursor == null ? 0 : cursor.copies());
      long from = cursor == null ? 0 : cursor.last().startTime();
      List<Flow> held =
          all.stream().filter(flow -> flow.startTime() >= from).limit(capacity).toList();
      Page page = Page.of(held, limit, cursor);
      walked.addAll(page.rows());
      assertEquals(walked.size() < all.size(), page.truncated());
      if (!page.truncated()) {
        return walked;
      }
      Flow last = page.rows().get(page.rows().size() - 1);
      cursor = new Cursor("", 0, Order.OLDEST, null, "", last, page.copies());
    }
  }
}
