package io.flowlake.export;

import java.util.Arrays;

/**
 * A code of bits for symbols: the more often a symbol comes, the fewer bits it has (D. Huffman,
 * 1952), and of two codes none begins with the other. Numbered as RFC 1951, section 3.2.2, asks.
 */
final class PrefixCode {
  private static final int MOST_BITS = 15;

  private final int[] bits;
  private final int[] codes;

  private PrefixCode(int[] bits) {
    this.bits = bits;
    this.codes = codes(bits);
  }

  /**
   * The code for symbols of which each comes {@code counts[symbol]} times, with at most {@code
   * most} bits. A symbol that does not come has no code; but two at least have one, for some
   * readers take no code of one symbol.
   */
  static PrefixCode of(int[] counts, int most) {
    long[] ordered = ordered(counts);
    int[] bits = new int[counts.length];
    int[] symbolsOfBits = limited(depths(ordered), most);
    int next = 0;
    for (int length = most; length > 0; length--) {
      for (int i = 0; i < symbolsOfBits[length]; i++) {
        bits[symbol(ordered[next++])] = length;
      }
    }
    return new PrefixCode(bits);
  }

  /** How many bits a symbol has; 0 for no code. */
  int bits(int symbol) {
    return bits[symbol];
  }

  /** Its bits, the first one lowest, as deflate writes them. */
  int code(int symbol) {
    return codes[symbol];
  }

  /** How many symbols there are up to the last one that has a code. */
  int symbols() {
    int symbols = bits.length;
    while (bits[symbols - 1] == 0) {
      symbols--;
    }
    return symbols;
  }

  /** Count and symbol of those that come, the rarest first; two at least. */
  private static long[] ordered(int[] counts) {
    long[] ordered = new long[counts.length];
    int used = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        ordered[used++] = ((long) counts[symbol] << 32) | symbol;
      }
    }
    for (int symbol = 0; used < 2; symbol++) {
      if (counts[symbol] == 0) {
        ordered[used++] = symbol;
      }
    }
    Arrays.sort(ordered, 0, used);
    return Arrays.copyOf(ordered, used);
  }

  private static int symbol(long ordered) {
    return (int) ordered;
  }

  /** How deep each symbol is in Huffman's tree: joins the two rarest until all are one. */
  private static int[] depths(long[] ordered) {
    int leaves = ordered.length;
    int nodes = 2 * leaves - 1;
    long[] weights = new long[nodes];
    for (int leaf = 0; leaf < leaves; leaf++) {
      weights[leaf] = ordered[leaf] >>> 32;
    }
    int[] parents = new int[nodes];
    int leaf = 0;
    int joined = leaves; // in the order in which they were made, which is that of their weights
    for (int node = leaves; node < nodes; node++) {
      for (int child = 0; child < 2; child++) {
        boolean takesLeaf = leaf < leaves && (joined >= node || weights[leaf] <= weights[joined]);
        int rarest = takesLeaf ? leaf++ : joined++;
        weights[node] += weights[rarest];
        parents[rarest] = node;
      }
    }
    int[] depths = new int[nodes];
    for (int node = nodes - 2; node >= 0; node--) {
      depths[node] = depths[parents[node]] + 1;
    }
    return Arrays.copyOf(depths, leaves);
  }

  /**
   * How many symbols have each number of bits. Those that are too deep are raised; for them, others
   * go down until all have room again: a code of n bits takes 2^-n of it.
   */
  private static int[] limited(int[] depths, int most) {
    int[] symbolsOfBits = new int[most + 1];
    long taken = 0;
    for (int depth : depths) {
      int bits = Math.min(depth, most);
      symbolsOfBits[bits]++;
      taken += 1L << (most - bits);
    }
    for (; taken > 1L << most; taken--) {
      int bits = most - 1;
      while (symbolsOfBits[bits] == 0) {
        bits--;
      }
      // One goes down a bit and takes one of the deepest with it, as its neighbour.
      symbolsOfBits[bits]--;
      symbolsOfBits[bits + 1] += 2;
      symbolsOfBits[most]--;
    }
    return symbolsOfBits;
  }

  private static int[] codes(int[] bits) {
    int[] next = new int[MOST_BITS + 2];
    for (int length : bits) {
      if (length > 0) {
        next[length + 1]++;
      }
    }
    for (int length = 1; length < next.length; length++) {
      next[length] = (next[length] + (length > 1 ? next[length - 1] : 0)) << 1;
    }
    int[] codes = new int[bits.length];
    for (int symbol = 0; symbol < bits.length; symbol++) {
      if (bits[symbol] > 0) {
        codes[symbol] = Integer.reverse(next[bits[symbol]]++) >>> (32 - bits[symbol]);
      }
    }
    return codes;
  }
}
