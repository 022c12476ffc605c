package io.flowlake.export;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes bits as deflate wants them: the first one is the lowest of a byte (RFC 1951, 3.1.1). */
final class BitOutput {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final PieceBytes bytes;
  private final byte[] buffer = new byte[1 << 16];
  private int length;
  private long pending;
  private int pendingBits; // fewer than 8

  BitOutput(PieceBytes bytes) {
    this.bytes = bytes;
  }

  /** Writes {@code count} bits, 56 at most; above them {@code bits} has none. */
  void put(long bits, int count) throws IOException {
    if (length > buffer.length - Long.BYTES) {
      drain();
    }
    long all = pending | (bits << pendingBits);
    int allBits = pendingBits + count;
    LONGS.set(buffer, length, all);
    length += allBits >>> 3;
    pendingBits = allBits & 7;
    pending = all >>> (allBits - pendingBits);
  }

  /** Fills up with zeros to a whole byte, and hands on all that there is. */
  void flush() throws IOException {
    if (pendingBits > 0) {
      put(0, Byte.SIZE - pendingBits);
    }
    drain();
  }

  private void drain() throws IOException {
    bytes.write(buffer, 0, length);
    length = 0;
  }
}
