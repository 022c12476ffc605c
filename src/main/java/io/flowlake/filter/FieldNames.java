package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Nearest;
import io.flowlake.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of the language: its own words, and every name that {@link FlowColumn} knows. */
final class FieldNames {
  private static final Map<String, Field> SOURCE =
      ofOneEnd(End.SOURCE, Quantity.SOURCE_PORT, FlowColumn.SOURCE_NODE, Quantity.SENT_BYTES);
  private static final Map<String, Field> DEST =
      ofOneEnd(End.DEST, Quantity.DEST_PORT, FlowColumn.DEST_NODE, Quantity.RECV_BYTES);
  private static final Map<String, Field> SENT =
      Map.of("bytes", new Field.Numeric(Quantity.SENT_BYTES));
  private static final Map<String, Field> RECEIVED =
      Map.of("bytes", new Field.Numeric(Quantity.RECV_BYTES));
  private static final Map<String, Field> WORDS = words();

  private FieldNames() {}

  /**
   * The field that {@code word} names.
   *
   * @param side the token {@code src}, {@code dst}, {@code sent} or {@code recv} before it, or 0
   * @throws IllegalArgumentException when there is none, with the nearest name
   */
  static Field named(int side, String word) {
    Map<String, Field> known = known(side);
    Field field = known.get(word.toLowerCase(Locale.ROOT));
    if (field == null && side == 0) {
      field = FlowColumn.named(word).map(Field::of).orElse(null);
    }
    if (field == null) {
      throw new IllegalArgumentException(unknown(side, word));
    }
    return field;
  }

  private static Map<String, Field> known(int side) {
    return switch (side) {
      case FlowFilterParser.SOURCE -> SOURCE;
      case FlowFilterParser.DEST -> DEST;
      case FlowFilterParser.SENT -> SENT;
      case FlowFilterParser.RECEIVED -> RECEIVED;
      default -> WORDS;
    };
  }

  private static String unknown(int side, String word) {
    String prefix = prefix(side);
    String value = asValue(prefix, word);
    if (value != null) {
      return "%s is no name. Write '%s'.".formatted(Excerpt.quoted(word), value);
    }
    List<String> names = new ArrayList<>(known(side).keySet());
    if (side == 0) {
      FlowColumn.all().forEach(column -> names.addAll(column.everyName()));
      names.addAll(List.of("open", "defunct", "active", "any", "src", "dst", "flags", "not"));
    }
    Optional<String> nearest = Nearest.ignoringCase(word, names);
    return "%s is no name that is known%s.%s"
        .formatted(
            Excerpt.quoted(word),
            prefix.isEmpty() ? "" : " after '" + prefix + "'",
            nearest
                .map(" Did you mean '%s'?"::formatted)
                .orElseGet(() -> " Known are: " + listed(side) + "."));
  }

  /** What somebody meant who wrote a value without its name; null when it is no such value. */
  private static @Nullable String asValue(String prefix, String word) {
    String before = prefix.isEmpty() ? "" : prefix + " ";
    if (isAddress(word)) {
      return before + "ip " + word;
    }
    if (word.chars().allMatch(c -> c >= '0' && c <= '9') && word.length() <= 5) {
      return before + "port " + word;
    }
    return prefix.isEmpty() && Protocol.parse(word) != null ? "proto " + word : null;
  }

  private static boolean isAddress(String word) {
    try {
      AddressForm.block(word);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String prefix(int side) {
    return switch (side) {
      case FlowFilterParser.SOURCE -> "src";
      case FlowFilterParser.DEST -> "dst";
      case FlowFilterParser.SENT -> "sent";
      case FlowFilterParser.RECEIVED -> "recv";
      default -> "";
    };
  }

  private static String listed(int side) {
    String words = String.join(", ", known(side).keySet());
    return side == 0 ? words + ", and the columns " + FlowColumn.names() : words;
  }

  private static Map<String, Field> ofOneEnd(
      End end, Quantity port, FlowColumn node, Quantity bytes) {
    Map<String, Field> names = new TreeMap<>();
    addAddress(names, end);
    names.put("port", new Field.Numeric(port));
    names.put("node", new Field.Text(node));
    names.put("bytes", new Field.Numeric(bytes));
    return names;
  }

  private static Map<String, Field> words() {
    Map<String, Field> names = new TreeMap<>();
    addAddress(names, End.EITHER);
    names.put("port", new Field.Numeric(Quantity.SOURCE_PORT, Quantity.DEST_PORT));
    names.put("bytes", new Field.Numeric(Quantity.BYTES));
    names.put("duration", new Field.Numeric(Quantity.DURATION));
    names.put("start", new Field.Numeric(Quantity.START_TIME));
    names.put("end", new Field.Numeric(Quantity.END_TIME));
    names.put("proto", new Field.Text(FlowColumn.PROTOCOL));
    names.put("activity", new Field.Text(FlowColumn.ACTIVITY_ID));
    return names;
  }

  private static void addAddress(Map<String, Field> names, End end) {
    for (String name : List.of("ip", "net", "host")) {
      names.put(name, new Field.Address(end));
    }
  }
}
