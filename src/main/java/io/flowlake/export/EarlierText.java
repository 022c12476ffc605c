package io.flowlake.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where the text that comes next stood before. It is asked, and told, of the beginnings of
 * fields alone: there the text of a flow repeats that of others, and hardly anywhere else.
 */
final class EarlierText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** So many bytes after a place are looked at to find others that begin as it does. */
  static final int LOOKS_AT = Long.BYTES;

  /** Of these bytes so many count: matches of fewer save nothing where digits take half a byte. */
  private static final int HASHED = 6;

  private static final int UNHASHED_BITS = Long.SIZE - Byte.SIZE * HASHED;

  private static final int HASH_BITS = 15;
  private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

  /** About what a byte takes when it is written as it is, and what a bit takes, in quarter bits. */
  private static final int OF_BYTE = 16;

  private static final int OF_BIT = 4;

  /** What a match takes at least, beside its distance. */
  private static final int OF_MATCH = 44;

  private static final int PLACES = DeflateSymbols.FARTHEST;

  private final int tries;
  private final int[] newest = new int[1 << HASH_BITS];
  private final int[] before = new int[PLACES];

  /** Looks at {@code tries} places at most, the newest first. */
  EarlierText(int tries) {
    this.tries = tries;
  }

  /**
   * Where the text at {@code at} stood before, as {@code length << 16 | distance}; 0 for nowhere,
   * or where it is not worth it. The place is one to be found from now on.
   *
   * @param window the text; places that are no longer in it are not found
   * @param at there are {@link #LOOKS_AT} bytes at least
   * @param origin which byte of the whole text is the first one of {@code window}; may overflow
   * @param most how many bytes there are, up to the longest match
   */
  int find(byte[] window, int at, int origin, int most) {
    int place = origin + at;
    int candidate = addPlace(window, at, place);
    int found = 0;
    int longest = 0;
    int saved = OF_MATCH;
    for (int left = tries; left > 0 && longest < most; left--) {
      int distance = place - candidate;
      if (distance <= 0 || distance > DeflateSymbols.FARTHEST || distance > at) {
        break;
      }
      // One that is farther, and not longer, saves less.
      if (window[at - distance + longest] == window[at + longest]) {
        int length = common(window, at - distance, at, most);
        int saves = length * OF_BYTE - bits(distance) * OF_BIT;
        if (saves > saved) {
          saved = saves;
          longest = length;
          found = (length << 16) | distance;
        }
      }
      candidate = before[candidate & (PLACES - 1)];
    }
    return found;
  }

  /** Makes the place one to be found from now on. */
  void add(byte[] window, int at, int origin) {
    addPlace(window, at, origin + at);
  }

  /** The newest place that began alike before. */
  private int addPlace(byte[] window, int at, int place) {
    long text = (long) LONGS.get(window, at) << UNHASHED_BITS;
    int hash = (int) ((text * HASH_FACTOR) >>> (Long.SIZE - HASH_BITS));
    int last = newest[hash];
    newest[hash] = place;
    before[place & (PLACES - 1)] = last;
    return last;
  }

  private static int bits(int number) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(number);
  }

  private static int common(byte[] window, int from, int at, int most) {
    int length = 0;
    while (length <= most - Long.BYTES) {
      long differing =
          (long) LONGS.get(window, from + length) ^ (long) LONGS.get(window, at + length);
      if (differing != 0) {
        return length + (Long.numberOfTrailingZeros(differing) >>> 3);
      }
      length += Long.BYTES;
    }
    while (length < most && window[from + length] == window[at + length]) {
      length++;
    }
    return length;
  }
}
