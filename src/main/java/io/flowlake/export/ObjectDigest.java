package io.flowlake.export;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-256 of an object that nobody holds whole: of its only part, or as S3's composite
 * checksums are made, of the parts' digests one after the other ("Checking object integrity in
 * Amazon S3").
 */
final class ObjectDigest {
  private ObjectDigest() {}

  /**
   * The digest by which the ledger knows the object.
   *
   * @param parts the parts' SHA-256 in hexadecimal digits, in their order
   */
  static String of(List<String> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Hasher hasher = Hashing.sha256().newHasher();
    parts.forEach(part -> hasher.putBytes(HexFormat.of().parseHex(part)));
    return hasher.hash() + "-" + parts.size();
  }
}
