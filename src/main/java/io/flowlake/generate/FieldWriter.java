package io.flowlake.generate;

/** Values that both formats write alike; only what encloses them differs. */
final class FieldWriter {
  /** A NUL and two bytes that are no UTF-8. */
  private static final byte[] BROKEN_TEXT = {0, (byte) 0xC3, '(', (byte) 0xFF};

  private static final byte[] DECIMALS = ByteSink.ascii(".0");

  private FieldWriter() {}

  static void port(int port, Quirk quirk, ByteSink sink) {
    sink.number(port);
    if (quirk == Quirk.DECIMAL_PORTS) {
      sink.put(DECIMALS);
    }
  }

  static void time(long millis, ByteSink sink) {
    if (millis == FlowDraft.BROKEN_TIME) {
      sink.put(BROKEN_TEXT);
    } else {
      sink.time(millis);
    }
  }

  static void tcpFlags(int flags, Quirk quirk, ByteSink sink) {
    if (quirk == Quirk.BINARY_FLAGS) {
      for (int bit = 7; bit >= 0; bit--) {
        sink.put((char) ('0' + (flags >> bit & 1)));
      }
    } else {
      sink.number(flags);
    }
  }

  /** Cuts the line that began at {@code from} in the middle. */
  static void truncateLine(int from, ByteSink sink) {
    sink.truncate(from + (sink.size() - from) / 2);
  }
}
