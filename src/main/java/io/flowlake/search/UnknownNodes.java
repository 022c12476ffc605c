package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Glob;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The logging nodes that a filter asks for by name and of which the table has no flow. */
public final class UnknownNodes {
  private static final int MOST_SHOWN = 5;

  private UnknownNodes() {}

  /**
   * A sentence about each of them.
   *
   * @param nodes all nodes of the table
   */
  public static List<String> told(Filter filter, Set<String> nodes) {
    if (nodes.isEmpty()) {
      return List.of(); // it is no use to say so of each name
    }
    Set<String> known = new TreeSet<>(nodes); // the same hint each time
    return names(filter)
        .filter(name -> !known.contains(name))
        .distinct()
        .limit(MOST_SHOWN)
        .map(name -> told(name, known))
        .toList();
  }

  private static String told(String name, Set<String> known) {
    return "no node is called '%s'%s"
        .formatted(
            name,
            Nearest.ignoringCase(name, known).map("; did you mean %s?"::formatted).orElse("."));
  }

  /** Patterns match some node or none; what is negated excludes. */
  private static Stream<String> names(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.parts().stream().flatMap(UnknownNodes::names);
    }
    if (filter instanceof Filter.Or or) {
      return or.parts().stream().flatMap(UnknownNodes::names);
    }
    return filter instanceof Filter.TextLike test && test.column() == FlowColumn.NODE
        ? test.patterns().stream().filter(Glob::isLiteral).map(Glob::prefix)
        : Stream.empty();
  }
}
