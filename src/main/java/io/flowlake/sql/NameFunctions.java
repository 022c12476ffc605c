package io.flowlake.sql;

import io.flowlake.filter.FilterValues;
import io.flowlake.model.FlowFlags;
import io.flowlake.model.Protocol;
import io.flowlake.model.Sentence;
import io.flowlake.model.TcpFlags;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** What functions of TCP flags and protocols compute; public for generated code alone. */
public final class NameFunctions {
  private NameFunctions() {}

  /** Names of flags by a space; empty for none, null for what is no mask of eight bits. */
  public static @Nullable UTF8String flagsText(long flags) {
    return flags < 0 || flags > TcpFlags.ALL
        ? null
        : UTF8String.fromString(TcpFlags.text((int) flags));
  }

  /** Names of the set bits that say why a flow was blocked, by a space; empty for none. */
  public static UTF8String flowFlagsText(long flags) {
    return UTF8String.fromString(String.join(" ", FlowFlags.names(flags)));
  }

  /** As {@link FlagsTest#matches}, where mode and names are others in each row. */
  public static boolean flagsHave(long flags, UTF8String mode, UTF8String names) {
    return FlagsTest.matches(flags, flagsTest(mode.toString(), names.toString()));
  }

  /** The test that a statement asks for; the message says what of it cannot be used, and why. */
  static FlagsTest flagsTest(String mode, String names) {
    try {
      return FlagsTest.of(FilterValues.flags(mode, names));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot test TCP flags for %s '%s': %s"
              .formatted(mode, names, Sentence.of(String.valueOf(e.getMessage()))),
          e);
    }
  }

  /** The name of a protocol's number. */
  public static UTF8String protocolNumbered(long number) {
    int known = number < 0 || number > 255 ? -1 : (int) number;
    return UTF8String.fromString(Protocol.named(known));
  }

  /** The canonical name of a protocol that is written as a name or a number. */
  public static UTF8String protocolCalled(UTF8String text) {
    String name = Protocol.parse(text.toString());
    return UTF8String.fromString(name == null ? Protocol.UNKNOWN : name);
  }
}
