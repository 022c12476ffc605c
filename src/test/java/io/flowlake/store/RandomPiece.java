package io.flowlake.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;

/** A piece of bytes that no other seed gives. */
record RandomPiece(byte[] content, String sha256, String md5) implements PieceContent {
  /** The smallest part that S3 takes, but for the last. */
  static final int SMALLEST = 5 << 20;

  static RandomPiece of(long seed, int bytes) {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    return new RandomPiece(content, digest("SHA-256", content), digest("MD5", content));
  }

  @Override
  public long bytes() {
    return content.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(content);
  }

  private static String digest(String algorithm, byte[] content) {
    return HexFormat.of().formatHex(ETags.digest(algorithm).digest(content));
  }
}
