package io.flowlake.export;

import java.io.IOException;
import java.util.Arrays;

/**
 * A block of deflate that is being made (RFC 1951, section 3.2.7): bytes and matches, until so many
 * are there that they are worth a code of their own.
 */
final class DeflateBlock {
  private static final int MOST = 1 << 15;
  private static final int MOST_BITS = 15;

  /** Below the distance of a match is its length; a byte has the distance 0. */
  private static final int DISTANCE_SHIFT = 16;

  private static final int LENGTH_MASK = (1 << DISTANCE_SHIFT) - 1;

  private final BitOutput out;
  private final int[] parts = new int[MOST];
  private final int[] lengthCounts = new int[DeflateSymbols.LENGTHS];
  private final int[] distanceCounts = new int[DeflateSymbols.DISTANCES];
  private int size;

  DeflateBlock(BitOutput out) {
    this.out = out;
  }

  /** Adds a byte of text. */
  void addByte(int value) throws IOException {
    lengthCounts[value]++;
    parts[size++] = value;
    if (size == MOST) {
      write();
    }
  }

  /** Adds {@code length} bytes that stand {@code distance} bytes before, too. */
  void addMatch(int length, int distance) throws IOException {
    lengthCounts[DeflateSymbols.ofLength(length)]++;
    distanceCounts[DeflateSymbols.ofDistance(distance)]++;
    parts[size++] = (distance << DISTANCE_SHIFT) | length;
    if (size == MOST) {
      write();
    }
  }

  /** Whether the block ends with a byte, which a match may take in. */
  boolean endsWithByte() {
    return size > 0 && parts[size - 1] >>> DISTANCE_SHIFT == 0;
  }

  /** Takes the byte at the end away again. */
  void removeByte() {
    lengthCounts[parts[--size]]--;
  }

  /** Ends the block, if there is anything in it, and begins another. */
  void write() throws IOException {
    if (size == 0) {
      return;
    }
    lengthCounts[DeflateSymbols.END_OF_BLOCK] = 1;
    PrefixCode lengths = PrefixCode.of(lengthCounts, MOST_BITS);
    PrefixCode distances = PrefixCode.of(distanceCounts, MOST_BITS);
    new BlockHeader(lengths, distances).write(out);
    for (int i = 0; i < size; i++) {
      write(parts[i], lengths, distances);
    }
    write(DeflateSymbols.END_OF_BLOCK, lengths, distances);
    size = 0;
    Arrays.fill(lengthCounts, 0);
    Arrays.fill(distanceCounts, 0);
  }

  private void write(int part, PrefixCode lengths, PrefixCode distances) throws IOException {
    int distance = part >>> DISTANCE_SHIFT;
    if (distance == 0) {
      out.put(lengths.code(part), lengths.bits(part));
      return;
    }
    int length = part & LENGTH_MASK;
    int symbol = DeflateSymbols.ofLength(length);
    long bits = lengths.code(symbol);
    int count = lengths.bits(symbol);
    bits |= (long) DeflateSymbols.lengthExtra(length) << count;
    count += DeflateSymbols.lengthExtraBits(length);
    int distanceSymbol = DeflateSymbols.ofDistance(distance);
    bits |= (long) distances.code(distanceSymbol) << count;
    count += distances.bits(distanceSymbol);
    int extraBits = DeflateSymbols.distanceExtraBits(distanceSymbol);
    bits |= (long) DeflateSymbols.distanceExtra(distance, extraBits) << count;
    out.put(bits, count + extraBits); // 15 + 5 + 15 + 13 at most
  }
}
