package io.flowlake.dump;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** How an object is compressed, told by its first bytes and never by its name. */
enum Compression {
  NONE {
    @Override
    InputStream open(InputStream raw) {
      return raw;
    }
  },
  GZIP {
    @Override
    InputStream open(InputStream raw) {
      return new GzipStream(raw);
    }
  },
  ZSTD {
    @Override
    InputStream open(InputStream raw) throws IOException {
      return new ZstdInputStreamNoFinalizer(raw);
    }
  },
  BZIP2 {
    @Override
    InputStream open(InputStream raw) throws IOException {
      return new SalvagingStream(new BZip2CompressorInputStream(raw, true));
    }
  };

  /** How many first bytes {@link #of} wants to see. */
  static final int MAGIC_LENGTH = 4;

  /** What the first {@code length} bytes of an object say. */
  static Compression of(byte[] head, int length) {
    int b0 = length > 0 ? head[0] & 0xFF : -1;
    int b1 = length > 1 ? head[1] & 0xFF : -1;
    int b2 = length > 2 ? head[2] & 0xFF : -1;
    int b3 = length > 3 ? head[3] & 0xFF : -1;
    if (b0 == 0x1F && b1 == 0x8B) {
      return GZIP;
    }
    boolean frame = b0 == 0x28 && b1 == 0xB5 && b2 == 0x2F && b3 == 0xFD;
    // pzstd begins with a frame to be skipped: RFC 8878, section 3.1.2.
    boolean skippable = (b0 & 0xF0) == 0x50 && b1 == 0x2A && b2 == 0x4D && b3 == 0x18;
    if (frame || skippable) {
      return ZSTD;
    }
    return b0 == 'B' && b1 == 'Z' && b2 == 'h' && b3 >= '1' && b3 <= '9' ? BZIP2 : NONE;
  }

  /** The decoded bytes of {@code raw}, whose first bytes are still in it. */
  abstract InputStream open(InputStream raw) throws IOException;

  /** As in {@link DumpReader#compression}. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
