package io.flowlake.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stores call the bytes of objects and parts. */
final class ETags {
  private ETags() {}

  /** Without quotes, which some answers have and others have not, and in small letters. */
  static String bare(String etag) {
    return etag.replace("\"", "").replace("&quot;", "").strip().toLowerCase(Locale.ROOT);
  }

  /** Whether it may be the MD5 of one run of bytes. */
  static boolean looksLikeMd5(String etag) {
    return bare(etag).matches("[0-9a-f]{32}");
  }

  /**
   * What S3 and most others call an object of these parts: the MD5 of their MD5s, and how many.
   * Null where a part's ETag is no MD5.
   */
  static @Nullable String ofParts(List<PieceReceipt> parts) {
    if (!parts.stream().allMatch(part -> looksLikeMd5(part.etag()))) {
      return null;
    }
    MessageDigest md5 = digest("MD5");
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(bare(part.etag()))));
    return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has MD5 and SHA-256
    }
  }
}
