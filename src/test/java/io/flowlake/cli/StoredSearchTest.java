package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flowlake.filter.FilterText;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searches that can be kept are those that can be read back. */
class StoredSearchTest {
  @Test
  void aFilterThatGrowsBeyondTheLimitIsRefused() {
    StoredSearch search = stored(String.join(" or ", Collections.nCopies(6_500, "port 7")));
    FlowlakeException refused =
        assertThrows(FlowlakeException.class, () -> search.requireReadable("big"));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "Cannot save the search 'big': its filter is too long or too deeply nested when all of it"
            + " is written out (77,996 characters; 65,536 and 200 levels are allowed). Write it"
            + " shorter, as in 'port in [7, 8]' for 'port 7 or port 8'.",
        refused.getMessage());
  }

  @Test
  void aFilterThatGrowsDeeperThanAllowedIsRefused() {
    StoredSearch search = stored("not ".repeat(FilterText.MAX_NESTING) + "port not in [5..]");
    assertThrows(FlowlakeException.class, () -> search.requireReadable("deep"));
  }

  @Test
  void aFilterAtTheLimitIsKept() {
    StoredSearch search = stored("not ".repeat(FilterText.MAX_NESTING) + "port 5");
    assertDoesNotThrow(() -> search.requireReadable("deep"));
  }

  private static StoredSearch stored(String filter) {
    return new StoredSearch(FilterText.canonical(FilterText.parse(filter).filter()), Map.of());
  }
}
