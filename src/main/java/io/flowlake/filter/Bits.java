package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowFlags;
import io.flowlake.model.Nearest;
import io.flowlake.model.TcpFlags;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Flags of TCP and of flows as text: letters, names and numbers. */
final class Bits {
  private static final List<String> TCP_NAMES =
      List.of("SYN", "PSH", "ACK", "URG", "FIN", "RST", "ECE", "CWR");
  private static final int MAX_LENGTH = 64;

  private Bits() {}

  /** All bits that a field has. */
  static long all(FlowColumn field) {
    return field == FlowColumn.TCP_FLAGS ? TcpFlags.ALL : -1L;
  }

  /**
   * The bits that {@code text} names.
   *
   * @throws IllegalArgumentException when it is no flag of that field, with the nearest one
   */
  static long parse(FlowColumn field, String text) {
    Long bits = null;
    if (text.length() <= MAX_LENGTH) {
      bits = field == FlowColumn.TCP_FLAGS ? tcp(text) : flow(text);
    }
    if (bits == null) {
      throw new IllegalArgumentException(unknown(field, text));
    }
    return bits;
  }

  /** Names, in brackets where there are several; a number where not all bits have a name. */
  static String format(FlowColumn field, long bits) {
    List<String> names = names(field, bits);
    if (names.isEmpty()) {
      return number(bits);
    }
    return names.size() == 1 ? names.get(0) : "[" + String.join(" ", names) + "]";
  }

  /** {@code S/SA}, with numbers where not all bits have a letter. */
  static String formatMasked(FlowColumn field, long mask, long value) {
    if (field == FlowColumn.TCP_FLAGS && (mask | value) <= TcpFlags.ALL && (mask | value) >= 0) {
      return letters(value) + "/" + letters(mask);
    }
    return number(value) + "/" + number(mask);
  }

  private static @Nullable Long tcp(String text) {
    Integer named = TcpFlags.parseNames(text);
    if (named != null) {
      return named.longValue();
    }
    try {
      return (long) TcpFlags.parseNumber(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Long flow(String text) {
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return Long.parseUnsignedLong(text.substring(2), 16);
      }
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      return null;
    }
    return FlowFlags.bit(text).orElse(null);
  }

  private static String unknown(FlowColumn field, String text) {
    List<String> names = field == FlowColumn.TCP_FLAGS ? TCP_NAMES : FlowFlags.names();
    String expected =
        field == FlowColumn.TCP_FLAGS
            ? "Write letters of SPAUFREC, names as in [SYN ACK], or a number from 0 to 255."
            : "Write a number, or names: " + String.join(", ", names) + ".";
    return "%s is no %s. %s"
        .formatted(
            Excerpt.quoted(text),
            field == FlowColumn.TCP_FLAGS ? "TCP flag" : "flow flag",
            Nearest.ignoringCase(text, names)
                .map("Did you mean %s? "::formatted)
                .map(hint -> hint + expected)
                .orElse(expected));
  }

  private static List<String> names(FlowColumn field, long bits) {
    if (field == FlowColumn.TCP_FLAGS) {
      boolean known = bits > 0 && bits <= TcpFlags.ALL;
      return known ? List.of(TcpFlags.text((int) bits).split(" ", -1)) : List.of();
    }
    return (bits & ~FlowFlags.DEFUNCT) == 0 ? FlowFlags.names(bits) : List.of();
  }

  private static String letters(long bits) {
    if (bits == 0) {
      return "0";
    }
    return IntStream.range(0, TCP_NAMES.size())
        .mapToObj(TCP_NAMES::get)
        .filter(name -> (bits & tcpBit(name)) != 0)
        .map(name -> name.substring(0, 1))
        .collect(Collectors.joining());
  }

  private static long tcpBit(String name) {
    Integer bit = TcpFlags.parseNames(name);
    return bit == null ? 0 : bit;
  }

  /** A number that is read as the same bits: a long has no other text for its highest one. */
  static String number(long bits) {
    return bits < 0 ? "0x" + Long.toHexString(bits) : Long.toString(bits);
  }
}
