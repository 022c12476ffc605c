package io.flowlake.dump;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The begin of an uncompressed object, from which its format is told. */
final class DumpHead {
  /** How many bytes are looked at, at most. */
  static final int LENGTH = 1 << 16;

  private static final Pattern JSON_NAME = Pattern.compile("\"([^\"\\\\\n]{1,60})\"\\s*:");

  private static final Pattern LINE_FEED = Pattern.compile("\n");
  private static final Pattern BLANK = Pattern.compile("[ \t\r]*");

  private final byte[] bytes;
  private final String text;
  private final boolean whole;

  /** The first {@link #LENGTH} bytes of the window, which stay in it. */
  DumpHead(ByteWindow window) {
    window.fill(LENGTH + 1);
    int length = Math.min(window.length(), LENGTH);
    bytes = new byte[length];
    System.arraycopy(window.bytes(), window.start(), bytes, 0, length);
    whole = window.length() <= LENGTH;
    text = new String(bytes, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return bytes;
  }

  /** The head as text; what is not UTF-8 in it is replaced. */
  String text() {
    return text;
  }

  /** Whether the object has nothing but the head. */
  boolean isWholeObject() {
    return whole;
  }

  /** The lines of the head that are not blank, without their ends; the last may be cut. */
  List<String> lines() {
    return LINE_FEED
        .splitAsStream(text)
        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
        .filter(line -> !BLANK.matcher(line).matches())
        .toList();
  }

  /** Whether the head has nothing but blanks and line ends. */
  boolean isBlank() {
    return lines().isEmpty();
  }

  /** Every name that stands as a JSON object's member somewhere in the head. */
  Set<String> jsonNames() {
    Set<String> names = new HashSet<>();
    Matcher matcher = JSON_NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** Whether an object or an array of objects begins the text or one of its lines. */
  boolean hasJsonObject() {
    boolean array = text.startsWith("[") && text.indexOf('{') > 0;
    return array || lines().stream().map(String::strip).anyMatch(DumpHead::beginsObject);
  }

  /** How the JSON objects of the text lie: the first one that begins a line tells. */
  JsonSplitter.Layout jsonLayout() {
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      if (beginsObject(lines.get(i).strip())) {
        boolean closed = lines.get(i).strip().matches("(?s).*}[\\s,\\]]*");
        boolean nextBegins = i + 1 >= lines.size() || beginsObject(lines.get(i + 1).strip());
        return closed || nextBegins
            ? JsonSplitter.Layout.ONE_PER_LINE
            : JsonSplitter.Layout.OVER_LINES;
      }
    }
    return JsonSplitter.Layout.OVER_LINES;
  }

  private static boolean beginsObject(String line) {
    int i = 0;
    while (i < line.length() && "[, \t".indexOf(line.charAt(i)) >= 0) {
      i++;
    }
    return i < line.length() && line.charAt(i) == '{';
  }
}
