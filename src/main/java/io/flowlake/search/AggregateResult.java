package io.flowlake.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an aggregation.
 *
 * @param groups the groups, in order
 * @param more whether there are groups beyond the count of a top list
 * @param engine who read, at the end
 * @param waves what was read
 * @param newest as in {@link SearchResult}
 */
public record AggregateResult(
    List<Group> groups, boolean more, Engine engine, List<Wave> waves, @Nullable Long newest) {
  public AggregateResult {
    groups = List.copyOf(groups);
    waves = List.copyOf(waves);
  }

  /** The same with the time of the newest flow. */
  AggregateResult withNewest(@Nullable Long time) {
    return new AggregateResult(groups, more, engine, waves, time);
  }
}
