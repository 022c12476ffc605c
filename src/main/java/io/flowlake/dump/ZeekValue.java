package io.flowlake.dump;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Values as Zeek's text logs write them. */
final class ZeekValue {
  private ZeekValue() {}

  /** The text of a value, in which {@code \xHH} and {@code \\} are escapes. */
  static String text(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return unescaped(bytes, from, to);
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /**
   * A value as Zeek's own JSON logs write it: numbers and booleans bare, sets and vectors as arrays
   * of strings, anything else as a string.
   *
   * @param type the column's Zeek type, such as {@code set[string]}; "" when the log does not say
   */
  static String json(String type, String text, String setSeparator) {
    return switch (type) {
      case "count", "int", "double", "interval", "port", "time" ->
          isNumber(text) ? text : JsonText.literal(text);
      case "bool" ->
          text.equals("T") ? "true" : text.equals("F") ? "false" : JsonText.literal(text);
      default ->
          isCollection(type, setSeparator) ? array(text, setSeparator) : JsonText.literal(text);
    };
  }

  private static boolean isCollection(String type, String setSeparator) {
    return (type.startsWith("set[") || type.startsWith("vector[")) && !setSeparator.isEmpty();
  }

  private static String array(String text, String separator) {
    StringJoiner array = new StringJoiner(",", "[", "]");
    for (int from = 0; from <= text.length(); ) {
      int end = text.indexOf(separator, from);
      end = end < 0 ? text.length() : end;
      array.add(JsonText.literal(text.substring(from, end)));
      from = end + separator.length();
    }
    return array.toString();
  }

  /** Digits, with at most one point between them and a sign before them. */
  private static boolean isNumber(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    String whole = text.substring(from, Math.max(from, point < 0 ? text.length() : point));
    String fraction = point < 0 ? "0" : text.substring(point + 1);
    boolean leadingZero = whole.length() > 1 && whole.charAt(0) == '0';
    return !leadingZero && isDigits(whole) && isDigits(fraction);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static String unescaped(byte[] bytes, int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      byte next = b == '\\' && i + 1 < to ? bytes[i + 1] : 0;
      int value = next == 'x' ? Hex.pair(bytes, i + 2, to) : -1;
      if (value >= 0) {
        b = (byte) value;
        i += 3;
      } else if (next == '\\') {
        i++;
      }
      text[length++] = b;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
