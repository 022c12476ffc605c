package io.flowlake.export;

/**
 * The symbols of deflate (RFC 1951, section 3.2.5): a byte of text is a symbol of its own, and a
 * match, of 3 to 258 bytes that stand up to 32,768 bytes before, is a symbol for the length and one
 * for the distance, each with extra bits that say which of the symbol's values it is.
 */
final class DeflateSymbols {
  static final int SHORTEST = 3;
  static final int LONGEST = 258;
  static final int FARTHEST = 1 << 15;

  /** After the 256 bytes. */
  static final int END_OF_BLOCK = 256;

  static final int LENGTHS = 286;
  static final int DISTANCES = 30;

  /** The length 258 has a symbol of its own; the others' values double their range every four. */
  private static final int FIRST_LENGTH = END_OF_BLOCK + 1;

  private static final int LAST_LENGTH = LENGTHS - 1;
  private static final byte[] LENGTH_EXTRA_BITS = new byte[LONGEST + 1];
  private static final short[] LENGTH_SYMBOLS = new short[LONGEST + 1];
  private static final byte[] LENGTH_EXTRA = new byte[LONGEST + 1];

  static {
    int length = SHORTEST;
    for (int symbol = FIRST_LENGTH; symbol < LAST_LENGTH; symbol++) {
      int extraBits = Math.max(0, (symbol - FIRST_LENGTH) / 4 - 1);
      for (int extra = 0; extra < 1 << extraBits; extra++) {
        setLength(length++, symbol, extraBits, extra);
      }
    }
    setLength(LONGEST, LAST_LENGTH, 0, 0);
  }

  private DeflateSymbols() {}

  private static void setLength(int length, int symbol, int extraBits, int extra) {
    LENGTH_SYMBOLS[length] = (short) symbol;
    LENGTH_EXTRA_BITS[length] = (byte) extraBits;
    LENGTH_EXTRA[length] = (byte) extra;
  }

  /** The symbol of a match of {@code length} bytes. */
  static int ofLength(int length) {
    return LENGTH_SYMBOLS[length];
  }

  /** How many bits follow it. */
  static int lengthExtraBits(int length) {
    return LENGTH_EXTRA_BITS[length];
  }

  /** What they say. */
  static int lengthExtra(int length) {
    return LENGTH_EXTRA[length];
  }

  /** The symbol of a match that stands {@code distance} bytes before. */
  static int ofDistance(int distance) {
    int rest = distance - 1;
    if (rest < 2) {
      return rest;
    }
    int highest = 31 - Integer.numberOfLeadingZeros(rest);
    return 2 * highest + ((rest >>> (highest - 1)) & 1);
  }

  /** How many bits follow the symbol of a distance. */
  static int distanceExtraBits(int symbol) {
    return Math.max(0, symbol / 2 - 1);
  }

  /** What they say. */
  static int distanceExtra(int distance, int extraBits) {
    return (distance - 1) & ((1 << extraBits) - 1);
  }
}
