package io.flowlake.dump;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the bytes that a decoder had before it failed, and the failure after them. The bzip2
 * decoder forgets what it wrote into the caller's array when it then throws.
 */
final class SalvagingStream extends FilterInputStream {
  private @Nullable IOException failure;

  SalvagingStream(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    int count = 0;
    try {
      while (count < length) {
        int next = in.read();
        if (next < 0) {
          return count == 0 ? -1 : count;
        }
        buffer[from + count++] = (byte) next;
      }
    } catch (IOException e) {
      if (count == 0) {
        throw e;
      }
      failure = e;
    }
    return count;
  }
}
