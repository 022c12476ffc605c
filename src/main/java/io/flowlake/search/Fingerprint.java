package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Short stand-ins: equal only for equal things, as far as one can meet. */
final class Fingerprint {
  static final int BYTES = 8;

  private Fingerprint() {}

  /** Sixteen hexadecimal digits that stand for {@code filter}. */
  static String of(Filter filter) {
    byte[] text = FilterText.canonical(filter).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(of(text));
  }

  /** Eight bytes that stand for {@code content}. */
  static byte[] of(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return Arrays.copyOf(hash, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
