package io.flowlake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Nearest;
import io.flowlake.store.UserFile;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The searches that the user gave a name, in {@code searches.json}. */
final class SavedSearches {
  private static final String FILE = "searches.json";
  private static final Pattern NAME =
      Pattern.compile(
          "[\\p{L}\\p{Nd}](?:[\\p{L}\\p{M}\\p{Nd} ._-]{0,62}[\\p{L}\\p{M}\\p{Nd}._-])?");

  private final UserFile file;

  private SavedSearches(UserFile file) {
    this.file = file;
  }

  /**
   * Those of the user whose environment it is.
   *
   * @throws FlowlakeException (usage) when nothing says where the user's files are
   */
  static SavedSearches of(Map<String, String> environment) {
    return new SavedSearches(
        UserFile.called(FILE, environment)
            .orElseThrow(
                () ->
                    new FlowlakeException(
                        ExitCode.USAGE,
                        "Cannot keep searches: neither XDG_CONFIG_HOME nor HOME says where. Set one of them.")));
  }

  /** Why a search cannot be called {@code name}; empty when it can. */
  static Optional<String> fault(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "it is not a name of 1 to 64 letters, digits, spaces, dots, hyphens and underscores that begins with a letter or digit");
  }

  /**
   * All of them, by name.
   *
   * @param unusable takes a sentence about each entry that is no search; the others are returned
   */
  Map<String, StoredSearch> all(Consumer<String> unusable) {
    Map<String, StoredSearch> all = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : file.read().properties()) {
      StoredSearch.fault(entry.getValue())
          .ifPresentOrElse(
              why -> unusable.accept(unusable(entry.getKey(), why)),
              () -> all.put(entry.getKey(), StoredSearch.of(entry.getValue())));
    }
    return all;
  }

  private String unusable(String name, String why) {
    return "Cannot show the saved search '%s': %s. Mend it in %s, or forget it: flowlake searches --delete %s"
        .formatted(name, why, file.path(), ShellWord.of(name));
  }

  /**
   * The search called {@code name}.
   *
   * @throws FlowlakeException (missing) when there is none
   */
  StoredSearch called(String name) {
    ObjectNode all = file.read();
    if (!all.has(name)) {
      throw missing("use", name, all);
    }
    return StoredSearch.of(all.get(name));
  }

  /**
   * Keeps {@code search} under {@code name}, in place of an earlier one, whose filter is returned
   * if it was another search.
   */
  Optional<String> save(String name, StoredSearch search) {
    AtomicReference<JsonNode> earlier = new AtomicReference<>();
    file.change(all -> earlier.set(all.replace(name, search.json())));
    return Optional.ofNullable(earlier.get())
        .filter(entry -> !entry.equals(search.json()))
        .map(entry -> entry.path("filter").asText("an entry that was no search"));
  }

  /**
   * Forgets the search called {@code name}.
   *
   * @throws FlowlakeException (missing) when there is none
   */
  void delete(String name) {
    file.change(
        all -> {
          if (all.remove(name) == null) {
            throw missing("delete", name, all);
          }
        });
  }

  private FlowlakeException missing(String verb, String name, ObjectNode all) {
    String hint =
        Nearest.of(name, all.propertyStream().map(Map.Entry::getKey).toList())
            .map("Did you mean '%s'?"::formatted)
            .orElse("See flowlake searches.");
    return new FlowlakeException(
        ExitCode.MISSING,
        "Cannot %s the saved search '%s': there is none in %s. %s"
            .formatted(verb, name, file.path(), hint));
  }
}
