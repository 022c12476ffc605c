package io.flowlake.export;

import java.time.LocalDate;
import java.util.List;

/**
 * A day of which flows are missing, as it seems.
 *
 * @param day the UTC day
 * @param nodes the nodes that logged nothing on it though they did in the seven days before, by
 *     name; empty when no node logged anything
 */
public record SilentDay(LocalDate day, List<String> nodes) {
  public SilentDay {
    nodes = List.copyOf(nodes);
  }
}
