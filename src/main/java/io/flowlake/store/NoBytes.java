package io.flowlake.store;

import java.io.InputStream;
import java.util.HexFormat;

/** The content of an empty object. */
record NoBytes() implements PieceContent {
  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public InputStream open() {
    return InputStream.nullInputStream();
  }

  @Override
  public String sha256() {
    return HexFormat.of().formatHex(ETags.digest("SHA-256").digest());
  }

  @Override
  public String md5() {
    return HexFormat.of().formatHex(ETags.digest("MD5").digest());
  }
}
