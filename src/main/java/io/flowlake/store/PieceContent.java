package io.flowlake.store;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a piece; they can be read again, for a transfer may have to be repeated. */
public interface PieceContent {
  /** How many bytes. */
  long bytes();

  /** The bytes from the first. */
  InputStream open() throws IOException;

  /** Their SHA-256, in lower-case hexadecimal digits. */
  String sha256();

  /** Their MD5 in lower-case hexadecimal digits, which most stores give as a part's ETag. */
  String md5();
}
