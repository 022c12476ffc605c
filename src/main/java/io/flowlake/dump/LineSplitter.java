package io.flowlake.dump;

/**
 * Each line that is not blank is a record. Lines end with LF or CR LF, which are no part of them.
 */
final class LineSplitter implements RecordSplitter {
  private final ByteWindow window;

  LineSplitter(ByteWindow window) {
    this.window = window;
  }

  @Override
  public boolean next(RecordBytes record) {
    while (true) {
      int length = lineLength();
      if (length > ByteWindow.MAX_RECORD) {
        record.takeTooLong(window, length, 0);
        return true;
      }
      boolean ended = length < window.length();
      if (length == 0 && !ended) {
        return false;
      }
      record.take(window, withoutReturn(length));
      record.cut = !ended;
      window.consume(length + (ended ? 1 : 0), ended ? 1 : 0);
      if (!isBlank(record)) {
        return true;
      }
    }
  }

  private int lineLength() {
    int scanned = 0;
    while (true) {
      byte[] bytes = window.bytes();
      int start = window.start();
      int limit = window.limit();
      for (int i = start + scanned; i < limit; i++) {
        if (bytes[i] == '\n') {
          return i - start;
        }
      }
      scanned = limit - start;
      if (scanned > ByteWindow.MAX_RECORD || !window.more()) {
        return scanned;
      }
    }
  }

  private int withoutReturn(int length) {
    return length > 0 && window.bytes()[window.start() + length - 1] == '\r' ? length - 1 : length;
  }

  private static boolean isBlank(RecordBytes record) {
    for (int i = record.from; i < record.to; i++) {
      byte b = record.bytes[i];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
