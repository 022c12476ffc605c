package io.flowlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed bytes of an object. Damaged or cut compression ends them, and {@link #damage}
 * tells; a failure of the storage below is thrown as {@link UncheckedIOException}.
 */
final class DecodedStream implements AutoCloseable {
  private final InputStream raw;
  private final Compression compression;
  private @Nullable InputStream decoded;
  private @Nullable String damage;

  DecodedStream(InputStream stored) {
    PushbackInputStream head =
        new PushbackInputStream(new RawStream(stored), Compression.MAGIC_LENGTH);
    this.raw = head;
    try {
      byte[] magic = new byte[Compression.MAGIC_LENGTH];
      int length = head.readNBytes(magic, 0, magic.length);
      head.unread(magic, 0, length);
      this.compression = Compression.of(magic, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Compression compression() {
    return compression;
  }

  /** What is wrong with the compressed data, once their readable part has been read; or null. */
  @Nullable String damage() {
    return damage;
  }

  /** At least one byte, or -1 at the end, which damage is too. */
  int read(byte[] buffer, int from, int length) {
    if (damage != null) {
      return -1;
    }
    try {
      if (decoded == null) {
        decoded = compression.open(raw);
      }
      int count;
      do {
        count = decoded.read(buffer, from, length);
      } while (count == 0);
      return count;
    } catch (UncheckedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders of damaged data also throw IndexOutOfBounds and the like.
      damage = String.valueOf(e.getMessage());
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      if (decoded != null) {
        decoded.close();
      }
      raw.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
