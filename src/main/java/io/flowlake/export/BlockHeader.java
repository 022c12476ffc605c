package io.flowlake.export;

import java.io.IOException;

/**
 * The head of a block: how many bits each symbol has, in a code of its own in which runs of one
 * number are shortened (RFC 1951, section 3.2.7).
 */
final class BlockHeader {
  /** Not the last block; with codes of its own. */
  private static final int BEGINNING = 0b100;

  private static final int BEGINNING_BITS = 3;

  /** Numbers of bits up to 15; then: the last one again, a few zeros, many zeros. */
  private static final int AGAIN = 16;

  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int SYMBOLS = 19;
  private static final int MOST_BITS = 7;

  /** In this order, so that those that rarely come are last and can be left out. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final PrefixCode lengths;
  private final PrefixCode distances;
  private final int[] symbols;
  private final int[] extras;
  private final int[] counts = new int[SYMBOLS];
  private int size;

  BlockHeader(PrefixCode lengths, PrefixCode distances) {
    this.lengths = lengths;
    this.distances = distances;
    this.symbols = new int[lengths.symbols() + distances.symbols()];
    this.extras = new int[symbols.length];
    int[] bits = bits();
    for (int at = 0; at < bits.length; ) {
      int end = at + 1;
      while (end < bits.length && bits[end] == bits[at]) {
        end++;
      }
      addRun(bits[at], end - at);
      at = end;
    }
  }

  void write(BitOutput out) throws IOException {
    PrefixCode code = PrefixCode.of(counts, MOST_BITS);
    int sent = SYMBOLS;
    while (sent > 4 && code.bits(ORDER[sent - 1]) == 0) {
      sent--;
    }
    out.put(BEGINNING, BEGINNING_BITS);
    out.put(lengths.symbols() - 257, 5);
    out.put(distances.symbols() - 1, 5);
    out.put(sent - 4, 4);
    for (int i = 0; i < sent; i++) {
      out.put(code.bits(ORDER[i]), 3);
    }
    for (int i = 0; i < size; i++) {
      out.put(code.code(symbols[i]), code.bits(symbols[i]));
      out.put(extras[i], extraBits(symbols[i]));
    }
  }

  private int[] bits() {
    int[] bits = new int[symbols.length];
    int ofLengths = lengths.symbols();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = i < ofLengths ? lengths.bits(i) : distances.bits(i - ofLengths);
    }
    return bits;
  }

  private void addRun(int bits, int length) {
    int left = length;
    if (bits > 0) {
      add(bits, 0);
      left--;
    }
    while (left >= 3) {
      int symbol = bits > 0 ? AGAIN : left > 10 ? MANY_ZEROS : ZEROS;
      int taken = Math.min(left, least(symbol) + (1 << extraBits(symbol)) - 1);
      add(symbol, taken - least(symbol));
      left -= taken;
    }
    for (; left > 0; left--) {
      add(bits, 0);
    }
  }

  private void add(int symbol, int extra) {
    symbols[size] = symbol;
    extras[size++] = extra;
    counts[symbol]++;
  }

  /** The shortest run that a symbol stands for. */
  private static int least(int symbol) {
    return symbol == MANY_ZEROS ? 11 : 3;
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case AGAIN -> 2;
      case ZEROS -> 3;
      case MANY_ZEROS -> 7;
      default -> 0;
    };
  }
}
