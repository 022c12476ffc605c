package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code #} lines of a Zeek log, which say how to read the lines after them; see "Zeek TSV
 * format logs" in Zeek's documentation. They come again where logs were joined.
 */
final class ZeekHeader {
  private static final Set<ZeekField> REQUIRED =
      EnumSet.of(ZeekField.TS, ZeekField.ORIG_H, ZeekField.RESP_H, ZeekField.PROTO);

  private byte separator = '\t';
  private String setSeparator = ",";
  private String emptyField = "(empty)";
  private String unsetField = "-";
  private @Nullable String path;
  private String[] names = {};
  private String[] types = {};
  private @Nullable ZeekField[] columns = {};

  /** Takes one line that begins with {@code #}. */
  void take(String line) {
    if (line.startsWith("#separator")) {
      takeSeparator(line.substring("#separator".length()).strip());
      return;
    }
    String[] parts = line.split(Pattern.quote(String.valueOf((char) separator)), -1);
    String[] values = Arrays.copyOfRange(parts, 1, Math.max(1, parts.length));
    String value = values.length == 0 ? "" : values[0];
    switch (parts[0]) {
      case "#set_separator" -> setSeparator = value;
      case "#empty_field" -> emptyField = value;
      case "#unset_field" -> unsetField = value;
      case "#path" -> path = value;
      case "#types" -> types = values;
      case "#fields" -> takeFields(values);
      default -> {
        // #open, #close and comments say nothing about the lines.
      }
    }
  }

  /** Why the log is no log of connections, and what to do; null when it is one. */
  @Nullable String objection() {
    if (names.length == 0) {
      return "a Zeek header without the line '#fields', which says what the columns are";
    }
    Set<ZeekField> missing = EnumSet.copyOf(REQUIRED);
    for (ZeekField column : columns) {
      missing.remove(column);
    }
    boolean connections = path == null ? isConnectionLike() : isConnectionPath(path);
    if (!connections) {
      return "a Zeek log of "
          + (path == null ? "unknown kind" : Excerpt.quoted(path))
          + ", and only logs of connections (#path conn) are flows; keep it out of the raw prefix";
    }
    return missing.isEmpty()
        ? null
        : "a Zeek log of connections without the field(s) "
            + String.join(", ", missing.stream().map(ZeekField::zeekName).toList());
  }

  byte separator() {
    return separator;
  }

  String setSeparator() {
    return setSeparator;
  }

  String emptyField() {
    return emptyField;
  }

  String unsetField() {
    return unsetField;
  }

  /** The columns' names, in their order. */
  String[] names() {
    return names;
  }

  /** The columns that a flow takes, by position; null for the others. */
  @Nullable ZeekField[] columns() {
    return columns;
  }

  /** The Zeek type of a column; empty when the log does not say. */
  String type(int column) {
    return column < types.length ? types[column] : "";
  }

  private boolean isConnectionLike() {
    Set<String> all = new HashSet<>(Arrays.asList(names));
    return all.contains("conn_state") || all.contains("orig_bytes") || all.contains("orig_pkts");
  }

  /** Whether {@code path} names a log of connections, such as {@code conn} or {@code conn_2}. */
  static boolean isConnectionPath(String path) {
    return (path.startsWith("conn") && !path.startsWith("conn-summary"))
        || path.equals("open_conn");
  }

  private void takeFields(String[] values) {
    names = values;
    types = new String[0];
    columns = new ZeekField[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i] = ZeekField.named(values[i]);
    }
  }

  /** Written as {@code \x09}, since the separator is not known yet. */
  private void takeSeparator(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    if (text.startsWith("\\x")) {
      int value = Hex.pair(raw, 2, raw.length);
      separator = value < 0 ? separator : (byte) value;
    } else if (raw.length == 1) {
      separator = raw[0];
    }
  }
}
