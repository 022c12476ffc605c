package io.flowlake.filter;

import java.util.List;

/**
 * What a text of the filter language says.
 *
 * @param filter the flows that are wanted
 * @param warnings what was read otherwise than it may have been meant, in whole sentences for the
 *     user, such as host bits in a CIDR block
 */
public record ParsedFilter(Filter filter, List<String> warnings) {
  public ParsedFilter {
    warnings = List.copyOf(warnings);
  }
}
