package io.flowlake.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;

/** A piece of bytes that no other seed gives. */
final class RandomPiece implements PieceContent {
  /** The smallest part that S3 takes, but for the last. */
  static final int SMALLEST = 5 << 20;

  private final byte[] content;
  private final String sha256;
  private final String md5;

  private RandomPiece(byte[] content) {
    this.content = content;
    this.sha256 = digest("SHA-256", content);
    this.md5 = digest("MD5", content);
  }

  static RandomPiece of(long seed, int bytes) {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    return new RandomPiece(content);
  }

  byte[] content() {
    return content;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String md5() {
    return md5;
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
