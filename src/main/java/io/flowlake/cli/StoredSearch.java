package io.flowlake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.filter.FilterText;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A search as the user's files keep it: what was asked, not what came of it.
 *
 * @param filter canonical text of all that was filtered by
 * @param options other options that say what is searched, under their names without dashes; "true"
 *     for those without a value
 */
record StoredSearch(String filter, Map<String, String> options) {
  private static final String FILTER = "filter";
  private static final String OPTIONS = "options";
  private static final String FLAG = "true";

  StoredSearch {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * The search in {@code node}.
   *
   * @throws FlowlakeException (usage) when there is a {@link #fault}
   */
  static StoredSearch of(JsonNode node) {
    fault(node)
        .ifPresent(
            why -> {
              throw new FlowlakeException(
                  ExitCode.USAGE,
                  "Cannot use a stored search: %s. Remove it: %s"
                      .formatted(why, VisibleText.line(node.toString())));
            });
    Map<String, String> options = new TreeMap<>();
    node.path(OPTIONS).properties().forEach(e -> options.put(e.getKey(), e.getValue().asText()));
    return new StoredSearch(node.path(FILTER).asText(), options);
  }

  /** Why {@code node} is no search; empty when it is one. */
  static Optional<String> fault(JsonNode node) {
    for (Map.Entry<String, JsonNode> option : node.path(OPTIONS).properties()) {
      if (!SearchWords.STORED.contains(option.getKey())) {
        return Optional.of("it has an option that is none");
      }
    }
    return node.path(FILTER).isTextual() ? Optional.empty() : Optional.of("it has no filter");
  }

  /** The same search of the lake at {@code root}. */
  StoredSearch inLake(String root) {
    Map<String, String> all = new TreeMap<>(options);
    all.put(SearchWords.LAKE, root);
    return new StoredSearch(filter, all);
  }

  /** What {@link #of(JsonNode)} reads. */
  ObjectNode json() {
    ObjectNode node = new ObjectMapper().createObjectNode().put(FILTER, filter);
    ObjectNode given = node.putObject(OPTIONS);
    options.forEach(given::put);
    return node;
  }

  /**
   * Makes sure that the search can be used again: its canonical text may be longer, and deeper by a
   * level, than the texts that it came from.
   *
   * @param name what the search is to be called
   * @throws FlowlakeException (usage) when the filter's text is more than the language allows
   */
  void requireReadable(String name) {
    try {
      FilterText.parse(filter);
    } catch (FlowlakeException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot save the search '%s': its filter is too long or too deeply nested when all of it is written out (%s characters; %s and %d levels are allowed). Write it shorter, as in 'port in [7, 8]' for 'port 7 or port 8'."
              .formatted(
                  name,
                  Shown.count(filter.length()),
                  Shown.count(FilterText.MAX_LENGTH),
                  FilterText.MAX_NESTING),
          e);
    }
  }

  /** The search as a command that a shell understands. */
  String command() {
    List<String> words = new ArrayList<>(List.of("flowlake", "search", ShellWord.of(filter)));
    options.forEach(
        (name, value) -> {
          words.add("--" + name);
          if (!value.equals(FLAG)) {
            words.add(ShellWord.of(value));
          }
        });
    return String.join(" ", words);
  }
}
