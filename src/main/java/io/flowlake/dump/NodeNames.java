package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import io.flowlake.model.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Finds the logging node of records and checks its name. Names are data and stay as they are, but a
 * partition of the table is named after them: they are not blank, at most 255 characters, and hold
 * no control characters and no halves of surrogate pairs.
 */
final class NodeNames {
  private static final int MAX_LENGTH = 255;

  private final DumpSource source;
  private final @Nullable String byDefault;
  private @Nullable String lastGood;

  NodeNames(DumpSource source) {
    this.source = source;
    this.byDefault = source.defaultNode();
  }

  /**
   * The node that a record names, or else the dump's.
   *
   * @param field the raw field that {@code named} was in, for messages
   * @param named null when the record names none
   */
  String nodeOf(String field, @Nullable String named) throws BadRecordException {
    String node = named == null ? byDefault : named;
    if (node == null) {
      throw new BadRecordException(
          RejectReason.NO_NODE,
          "no node: the record has no field for it, the path "
              + Excerpt.quoted(source.object())
              + " has no folder node=<name>/, and no node was given for such records");
    }
    if (!node.equals(lastGood)) {
      check(named == null ? "node of the path" : field, node);
      lastGood = node;
    }
    return node;
  }

  private static void check(String field, String node) throws BadRecordException {
    if (node.isBlank()) {
      throw BadRecordException.badValue(
          field, Excerpt.quoted(node) + " is blank, and no node name");
    }
    if (node.codePointCount(0, node.length()) > MAX_LENGTH) {
      throw BadRecordException.badValue(
          field,
          Excerpt.quoted(node)
              + " has "
              + node.codePointCount(0, node.length())
              + " characters; a node name has at most 255");
    }
    if (node.codePoints().anyMatch(NodeNames::isUnfit)) {
      throw BadRecordException.badValue(
          field, Excerpt.quoted(node) + " has characters that no node name can have");
    }
  }

  private static boolean isUnfit(int codePoint) {
    return Character.isISOControl(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
