package io.flowlake.dump;

/** Whether bytes are text: UTF-8 (RFC 3629) without NUL. */
final class Utf8 {
  private Utf8() {}

  /**
   * Does nothing for text.
   *
   * @throws BadRecordException with the place of the first byte that is none
   */
  static void check(byte[] bytes, int from, int to) throws BadRecordException {
    int i = from;
    while (i < to) {
      int b = bytes[i];
      if (b > 0) {
        i++;
      } else if (b == 0) {
        throw BadRecordException.malformed("byte " + (i - from) + " of the record is NUL");
      } else {
        int length = sequenceLength(bytes, i, to);
        if (length == 0) {
          throw BadRecordException.malformed(
              String.format(
                  "byte %d of the record (0x%02x) is not UTF-8", i - from, bytes[i] & 0xFF));
        }
        i += length;
      }
    }
  }

  /** The length of the sequence of several bytes at {@code i}; 0 when it is none. */
  private static int sequenceLength(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > to) {
      return 0;
    }
    for (int k = 1; k < length; k++) {
      if ((bytes[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[i + 1] & 0xFF;
    // Overlong forms, surrogates, and what lies beyond U+10FFFF.
    boolean wrong =
        (lead == 0xE0 && second < 0xA0)
            || (lead == 0xED && second > 0x9F)
            || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second > 0x8F);
    return wrong ? 0 : length;
  }
}
