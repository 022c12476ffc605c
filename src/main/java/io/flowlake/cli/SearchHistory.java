package io.flowlake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.store.UserFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last searches of the user, in {@code history.json}, oldest first. */
final class SearchHistory {
  /** How many are kept. */
  static final int MOST = 50;

  private static final String FILE = "history.json";
  private static final String SEARCHES = "searches";

  private final UserFile file;

  private SearchHistory(UserFile file) {
    this.file = file;
  }

  /**
   * A search of the past.
   *
   * @param at when it was asked, ISO 8601
   * @param search what was asked, the lake among its options
   * @param rows how many rows it returned
   */
  record Entry(String at, StoredSearch search, long rows) {}

  /** That of the user whose environment it is; empty when nothing says where it would be. */
  static Optional<SearchHistory> of(Map<String, String> environment) {
    return UserFile.called(FILE, environment).map(SearchHistory::new);
  }

  /** Newest first. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode node : file.read().path(SEARCHES)) {
      entries.add(
          new Entry(
              node.path("at").asText(),
              StoredSearch.of(node.path("search")),
              node.path("rows").asLong()));
    }
    Collections.reverse(entries);
    return entries;
  }

  /** Adds {@code entry}, and forgets what is older than the last {@value #MOST}. */
  void add(Entry entry) {
    file.change(content -> add(content, entry));
  }

  private static void add(ObjectNode content, Entry entry) {
    ArrayNode all =
        content.get(SEARCHES) instanceof ArrayNode known ? known : content.putArray(SEARCHES);
    ObjectNode node = all.addObject().put("at", entry.at()).put("rows", entry.rows());
    node.set("search", entry.search().json());
    while (all.size() > MOST) {
      all.remove(0);
    }
  }
}
