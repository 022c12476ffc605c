package io.flowlake.store;

import java.io.IOException;
import java.io.InputStream;

/** A piece whose bytes end too early. */
record BrokenPiece() implements PieceContent {
  @Override
  public long bytes() {
    return 10;
  }

  @Override
  public InputStream open() {
    return new InputStream() {
      private int left = 5;

      @Override
      public int read() throws IOException {
        if (left-- == 0) {
          throw new IOException("the disk of the test is broken");
        }
        return 0;
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
