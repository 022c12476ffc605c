package io.flowlake.dump;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The object as it is stored. Its failures (network, disk) leave as {@link UncheckedIOException},
 * so that no decoder mistakes them for damage of the data: the first are tried again, the second
 * are rejects.
 */
final class RawStream extends FilterInputStream {
  RawStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() {
    try {
      return in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read(byte[] buffer, int from, int length) {
    try {
      return in.read(buffer, from, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Network streams often answer 0 in the middle; decoders must not read it as the end. */
  @Override
  public int available() {
    return 1;
  }
}
