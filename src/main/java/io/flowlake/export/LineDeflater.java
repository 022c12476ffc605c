package io.flowlake.export;

import java.io.IOException;

/**
 * Deflates (RFC 1951) lines of fields. zlib asks of each byte where the text that begins there
 * stood before; this asks it where a field begins, and lets what it finds reach back over the bytes
 * before. That takes less than half of the time, and what is found is longer. The same text gives
 * the same bytes, in whatever portions it comes, and on any machine, where zlib's depend on its
 * version.
 */
final class LineDeflater {
  /** Where text may repeat: at the ends of fields and lines, and of words in a field. */
  private static final boolean[] BEGINS = new boolean[256];

  static {
    for (byte b : new byte[] {',', '\n', ' '}) {
      BEGINS[b] = true;
    }
  }

  /** How many earlier places are tried at each level from 1 to 9. */
  private static final int[] TRIES = {1, 2, 3, 4, 6, 8, 16, 32, 128};

  private static final int NOWHERE = -1;

  private static final int BEHIND = DeflateSymbols.FARTHEST;
  private static final int AHEAD = DeflateSymbols.LONGEST + EarlierText.LOOKS_AT;

  /** What is behind, what is to be deflated, what is ahead. */
  private final byte[] window = new byte[BEHIND + (1 << 17) + AHEAD];

  private final BitOutput out;
  private final DeflateBlock block;
  private final EarlierText earlier;

  /** Which byte of the text is the first one of the window; not 0, which is no place. */
  private int origin;

  private int at;
  private int end;

  /** Where a match that could be no longer ended: what is repeated may go on there. */
  private int goesOn = NOWHERE;

  /**
   * Deflates into {@code bytes}.
   *
   * @param level from 1, fast, to 9, small
   */
  LineDeflater(int level, PieceBytes bytes) {
    this(level, bytes, 2 * BEHIND);
  }

  /** As if so many bytes had gone before. */
  LineDeflater(int level, PieceBytes bytes, int origin) {
    this.origin = origin;
    this.out = new BitOutput(bytes);
    this.block = new DeflateBlock(out);
    this.earlier = new EarlierText(TRIES[level - 1]);
  }

  /** Takes some more of the text. */
  void write(byte[] text, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, window.length - end);
      System.arraycopy(text, from, window, end, taken);
      end += taken;
      from += taken;
      left -= taken;
      if (end == window.length) {
        deflate(end - AHEAD);
        slide();
      }
    }
  }

  /** Ends the block and fills up with an empty one to a whole byte, as zlib's sync flush does. */
  void flush() throws IOException {
    deflate(end);
    block.write();
    out.put(0, 3); // a stored block, not the last one
    out.flush();
    out.put(0xFFFF0000L, 32); // of no bytes
    out.flush();
  }

  /** Keeps what matches can reach back to. */
  private void slide() {
    int gone = at - BEHIND;
    System.arraycopy(window, gone, window, 0, end - gone);
    origin += gone;
    at -= gone;
    end -= gone;
    goesOn -= gone;
  }

  /** Deflates what stands before {@code limit}, and as much after it as the last match covers. */
  private void deflate(int limit) throws IOException {
    int lastBegin = end - EarlierText.LOOKS_AT;
    while (at < limit) {
      int value = window[at] & 0xFF;
      int found = (BEGINS[value] || at == goesOn) && at <= lastBegin ? find() : 0;
      if (found == 0) {
        block.addByte(value);
        at++;
      } else {
        add(found >>> 16, found & 0xFFFF, lastBegin);
      }
    }
  }

  private int find() {
    return earlier.find(window, at, origin, Math.min(end - at, DeflateSymbols.LONGEST));
  }

  private void add(int length, int distance, int lastBegin) throws IOException {
    int begin = at;
    int next = at + length;
    while (next - begin < DeflateSymbols.LONGEST
        && begin > distance
        && window[begin - 1] == window[begin - 1 - distance]
        && block.endsWithByte()) {
      block.removeByte();
      begin--;
    }
    block.addMatch(next - begin, distance);
    int lastInside = Math.min(next - 1, lastBegin);
    for (int inside = at + 1; inside <= lastInside; inside++) {
      if (BEGINS[window[inside] & 0xFF]) {
        earlier.add(window, inside, origin);
      }
    }
    goesOn = next - at == DeflateSymbols.LONGEST ? next : NOWHERE;
    at = next;
  }
}
