package io.flowlake.store;

import java.io.IOException;
import java.io.InputStream;

/** A piece whose bytes cannot be read. */
record BrokenPiece() implements PieceContent {
  @Override
  public long bytes() {
    return 10;
  }

  @Override
  public InputStream open() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the disk of the test is broken");
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return read();
      }
    };
  }

  @Override
  public String sha256() {
    return "0".repeat(64);
  }

  @Override
  public String md5() {
    return "0".repeat(32);
  }
}
