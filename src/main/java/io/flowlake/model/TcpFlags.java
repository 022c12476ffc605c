package io.flowlake.model;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TCP flags seen on any packet of a flow, as a bit mask in the order of the TCP header (RFC
 * 9293, section 3.1).
 */
public final class TcpFlags {
  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;
  public static final int ECE = 0x40;
  public static final int CWR = 0x80;

  /** The largest mask: all eight flags. */
  public static final int ALL = 0xFF;

  /** The order in which the product shows flags; the last two only where a source has them. */
  private static final int[] SHOWN = {SYN, PSH, ACK, URG, FIN, RST, ECE, CWR};

  private static final String[] SHOWN_NAMES = {
    "SYN", "PSH", "ACK", "URG", "FIN", "RST", "ECE", "CWR"
  };

  private static final String[] TEXTS = texts();

  private static final Map<Character, Integer> LETTERS =
      Map.of('F', FIN, 'S', SYN, 'R', RST, 'P', PSH, 'A', ACK, 'U', URG, 'E', ECE, 'C', CWR);

  private TcpFlags() {}

  /** The names of the set flags joined by spaces, such as {@code SYN ACK FIN}; "" for none. */
  public static String text(int flags) {
    return TEXTS[flags & ALL];
  }

  /**
   * Reads flags as raw records write them: exactly eight digits 0 and 1 are binary, {@code 0x…} is
   * hexadecimal, other digits are decimal (a trailing {@code .0} is allowed).
   *
   * @throws IllegalArgumentException when it is none of these or does not fit eight bits
   */
  public static int parseNumber(String text) {
    long number = parseBits(text);
    if (number < 0 || number > ALL) {
      throw new IllegalArgumentException("TCP flags '" + text + "' are outside 0 to 255");
    }
    return (int) number;
  }

  /**
   * Reads flags as names ({@code SYN ACK}, {@code SYN,ACK}, {@code SYN|ACK}) or as letters ({@code
   * SA}, with dots for absent ones as nfdump writes {@code ...AP.SF}); null when it is neither.
   */
  public static @Nullable Integer parseNames(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    // A name first: ECE would be read as the letters of ECE and CWR.
    Integer letters = bitNamed(upper) != 0 ? null : parseLetters(upper);
    if (letters != null) {
      return letters;
    }
    int flags = 0;
    for (String name : upper.split("[ ,|+]+", -1)) {
      int bit = bitNamed(name);
      if (bit == 0) {
        return null;
      }
      flags |= bit;
    }
    return flags;
  }

  private static long parseBits(String text) {
    String digits = text.strip();
    try {
      if (digits.length() == 8 && digits.chars().allMatch(c -> c == '0' || c == '1')) {
        return Long.parseLong(digits, 2);
      }
      if (digits.startsWith("0x") || digits.startsWith("0X")) {
        return Long.parseLong(digits.substring(2), 16);
      }
      return Numbers.parseWhole(digits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "TCP flags '" + text + "' are not a number (decimal, 0x…, or eight binary digits)", e);
    }
  }

  private static @Nullable Integer parseLetters(String upper) {
    int flags = 0;
    for (int i = 0; i < upper.length(); i++) {
      char letter = upper.charAt(i);
      Integer bit = letter == '.' ? Integer.valueOf(0) : LETTERS.get(letter);
      if (bit == null) {
        return null;
      }
      flags |= bit;
    }
    return upper.isEmpty() ? null : flags;
  }

  private static int bitNamed(String name) {
    for (int i = 0; i < SHOWN.length; i++) {
      if (SHOWN_NAMES[i].equals(name)) {
        return SHOWN[i];
      }
    }
    return 0;
  }

  private static String[] texts() {
    String[] texts = new String[ALL + 1];
    for (int flags = 0; flags <= ALL; flags++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < SHOWN.length; i++) {
        if ((flags & SHOWN[i]) != 0) {
          text.append(text.isEmpty() ? "" : " ").append(SHOWN_NAMES[i]);
        }
      }
      texts[flags] = text.toString();
    }
    return texts;
  }
}
