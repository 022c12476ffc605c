package io.flowlake.dump;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a dump comes from.
 *
 * @param object the object's path or URI, as it was listed
 * @param fallbackNode the node of records that name none, where the path names none either; null =
 *     none was given
 */
public record DumpSource(String object, @Nullable String fallbackNode) {
  private static final String NODE_FOLDER = "node=";

  /**
   * The node of a record that names none: the innermost {@code node=<name>/} folder of the path
   * (percent-decoded), or else {@link #fallbackNode}; null where there is neither.
   */
  @Nullable String defaultNode() {
    String[] segments = object.split("/", -1);
    for (int i = segments.length - 2; i >= 0; i--) {
      if (segments[i].startsWith(NODE_FOLDER)) {
        return percentDecoded(segments[i].substring(NODE_FOLDER.length()));
      }
    }
    return fallbackNode;
  }

  /** Decodes {@code %HH} as UTF-8; a percent sign without two hexadecimal digits stays itself. */
  private static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[raw.length];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      int value = raw[i] == '%' ? Hex.pair(raw, i + 1, raw.length) : -1;
      decoded[length++] = value < 0 ? raw[i] : (byte) value;
      i += value < 0 ? 0 : 2;
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }
}
