package io.flowlake.filter;

import io.flowlake.model.FlowColumn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Whose value a name means, by the word before it; and the names that it can have there. */
enum Side {
  /** No such word. */
  NONE("", words()),
  SOURCE(
      "src",
      ofOneEnd(End.SOURCE, Quantity.SOURCE_PORT, FlowColumn.SOURCE_NODE, Quantity.SENT_BYTES)),
  DEST("dst", ofOneEnd(End.DEST, Quantity.DEST_PORT, FlowColumn.DEST_NODE, Quantity.RECV_BYTES)),
  SENT("sent", Map.of("bytes", new Field.Numeric(Quantity.SENT_BYTES))),
  RECEIVED("recv", Map.of("bytes", new Field.Numeric(Quantity.RECV_BYTES)));

  private final String word;
  private final Map<String, Field> names;

  Side(String word, Map<String, Field> names) {
    this.word = word;
    this.names = names;
  }

  /** The side that {@code token} stands for, which is null where there is none. */
  static Side of(@Nullable Token token) {
    return switch (token == null ? 0 : token.getType()) {
      case FlowFilterParser.SOURCE -> SOURCE;
      case FlowFilterParser.DEST -> DEST;
      case FlowFilterParser.SENT -> SENT;
      case FlowFilterParser.RECEIVED -> RECEIVED;
      default -> NONE;
    };
  }

  /** The word, or "". */
  String word() {
    return word;
  }

  /** The language's own names after the word, in lower case. */
  Map<String, Field> names() {
    return names;
  }

  /** {@code text} after the word. */
  String before(String text) {
    return this == NONE ? text : word + " " + text;
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

  private static Map<String, Field> ofOneEnd(
      End end, Quantity port, FlowColumn node, Quantity bytes) {
    Map<String, Field> names = new TreeMap<>();
    addAddress(names, end);
    names.put("port", new Field.Numeric(port));
    names.put("node", new Field.Text(node));
    names.put("bytes", new Field.Numeric(bytes));
    return names;
  }

  private static void addAddress(Map<String, Field> names, End end) {
    for (String name : List.of("ip", "net", "host")) {
      names.put(name, new Field.Address(end));
    }
  }
}
