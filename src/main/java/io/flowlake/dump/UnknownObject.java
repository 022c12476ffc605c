package io.flowlake.dump;

import org.jspecify.annotations.Nullable;

/** Tells a person what an object is that is no dump. */
final class UnknownObject {
  private static final String LOOKED_FOR =
      "looked for native JSON, native CSV with a header, and Zeek connection logs (TSV, JSON)";

  /**
   * Bytes (as Latin-1 characters) of files that turn up under raw prefixes, and what to do with
   * them.
   */
  private enum Magic {
    ZIP("PK\u0003\u0004", 0, "a ZIP archive; unpack it"),
    TAR("ustar", 257, "a tar archive; unpack it"),
    PARQUET("PAR1", 0, "a Parquet file, which is not read as a dump"),
    XZ("\u00FD7zXZ\u0000", 0, "compressed with xz; compress it with gzip, zstd or bzip2"),
    LZ4("\u0004\"M\u0018", 0, "compressed with LZ4; compress it with gzip, zstd or bzip2"),
    SNAPPY("\u00FF\u0006\u0000\u0000sNaPpY", 0, "compressed with Snappy; use gzip, zstd or bzip2"),
    SEVEN_ZIP("7z\u00BC\u00AF'\u001C", 0, "a 7-Zip archive; unpack it"),
    AVRO("Obj\u0001", 0, "an Avro file, which is not read as a dump"),
    ORC("ORC", 0, "an ORC file, which is not read as a dump"),
    PCAP_LITTLE("\u00D4\u00C3\u00B2\u00A1", 0, "a packet capture; run Zeek on it"),
    PCAP_BIG("\u00A1\u00B2\u00C3\u00D4", 0, "a packet capture; run Zeek on it"),
    /** Its first four bytes are line ends, which were skipped as blank. */
    PCAPNG("M<+\u001A", 4, "a packet capture (pcapng); run Zeek on it"),
    UTF_16_LITTLE("\u00FF\u00FE", 0, "UTF-16 text; write it as UTF-8"),
    UTF_16_BIG("\u00FE\u00FF", 0, "UTF-16 text; write it as UTF-8");

    private final String bytes;
    private final int at;
    private final String advice;

    Magic(String bytes, int at, String advice) {
      this.bytes = bytes;
      this.at = at;
      this.advice = advice;
    }

    boolean isIn(byte[] head) {
      if (head.length < at + bytes.length()) {
        return false;
      }
      for (int i = 0; i < bytes.length(); i++) {
        if ((head[at + i] & 0xFF) != bytes.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private UnknownObject() {}

  /** Why the object that begins with {@code head} is no dump, and what to do. */
  static String describe(DumpHead head, @Nullable String nearMiss) {
    for (Magic magic : Magic.values()) {
      if (magic.isIn(head.bytes())) {
        return "not a dump: the object is " + magic.advice;
      }
    }
    if (nearMiss != null) {
      return "not a dump: the object is " + nearMiss;
    }
    return "not a dump: the object is "
        + (isBinary(head.bytes()) ? "binary data" : "text without a known structure")
        + "; "
        + LOOKED_FOR
        + ". Keep it out of the raw prefix, or deliver it in one of these formats";
  }

  private static boolean isBinary(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return true;
      }
    }
    return false;
  }
}
