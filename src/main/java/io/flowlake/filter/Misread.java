package io.flowlake.filter;

/** A place in a filter's text that cannot be read, and why; its message is for the user. */
final class Misread extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int start;
  private final int end;

  /**
   * A part of the text that cannot be read.
   *
   * @param start its first code point, counted from 0
   * @param end behind its last one; may equal {@code start}
   */
  Misread(int start, int end, String message) {
    super(message);
    this.start = start;
    this.end = end;
  }

  /** A part of the text that cannot be read, for the reason that a value's reader gave. */
  Misread(int start, int end, IllegalArgumentException reason) {
    super(reason.getMessage(), reason);
    this.start = start;
    this.end = end;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }
}
