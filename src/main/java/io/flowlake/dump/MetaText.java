package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@code meta} column of a native record: the raw meta as it came, or, where the record
 * has fields that no column takes, one object of the raw meta's members and those fields.
 */
final class MetaText {
  private @Nullable String raw;
  private int extrasBeforeRaw;
  private final LinkedHashMap<String, String> extras = new LinkedHashMap<>();

  void clear() {
    raw = null;
    if (!extras.isEmpty()) {
      extras.clear();
    }
  }

  /** Takes the raw meta that is no string: its JSON text. */
  void takeJson(String json) {
    raw = json;
    extrasBeforeRaw = extras.size();
  }

  /** Takes the raw meta that is a string: a JSON object in it is that object. */
  void takeString(String text) {
    takeJson(JsonText.members(text) == null ? JsonText.literal(text) : text);
  }

  /** Takes a field that no column takes; {@code json} is its value's JSON text. */
  void takeExtra(String name, String json) throws BadRecordException {
    if (extras.putIfAbsent(name, json) != null) {
      throw BadRecordException.malformed(
          "the record has the field " + Excerpt.quoted(name) + " twice");
    }
  }

  /** The column's text; null when there is nothing to keep. */
  @Nullable String text() {
    if (extras.isEmpty()) {
      return raw;
    }
    StringBuilder object = new StringBuilder();
    int position = 0;
    for (Map.Entry<String, String> extra : extras.entrySet()) {
      if (position++ == extrasBeforeRaw) {
        appendRaw(object);
      }
      JsonText.appendMember(object, extra.getKey(), extra.getValue());
    }
    if (extrasBeforeRaw >= extras.size()) {
      appendRaw(object);
    }
    return object.append('}').toString();
  }

  /** Members whose name an extra field has too would be lost: then the meta stays in one piece. */
  private void appendRaw(StringBuilder object) {
    if (raw == null) {
      return;
    }
    Map<String, String> members = JsonText.members(raw);
    if (members == null || members.keySet().stream().anyMatch(extras::containsKey)) {
      JsonText.appendMember(object, "meta", raw);
    } else {
      members.forEach((name, value) -> JsonText.appendMember(object, name, value));
    }
  }
}
