package io.flowlake.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How a dump is compressed. */
public enum OutputCompression {
  /** gzip, one member, no time in the header: the same records give the same bytes. */
  GZ(".gz"),
  /** Not at all. */
  NONE("");

  private static final int BUFFER = 1 << 16;

  private final String extension;

  OutputCompression(String extension) {
    this.extension = extension;
  }

  String extension() {
    return extension;
  }

  OutputStream wrap(OutputStream out) throws IOException {
    return switch (this) {
      case GZ -> new FastGzip(out);
      case NONE -> out;
    };
  }

  /** Nodes are small machines, and the generator has to be faster than what it tests. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
