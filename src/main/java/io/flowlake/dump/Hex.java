package io.flowlake.dump;

/** Two hexadecimal digits, as percent escapes and Zeek's {@code \x09} have them. */
final class Hex {
  private Hex() {}

  /** The value of the two digits at {@code at}, or -1 where there are no two before {@code end}. */
  static int pair(byte[] text, int at, int end) {
    if (at + 2 > end) {
      return -1;
    }
    int high = Character.digit(text[at], 16);
    int low = Character.digit(text[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
