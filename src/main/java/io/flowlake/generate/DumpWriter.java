package io.flowlake.generate;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;

/** Writes dumps, one after another; each thread has its own. */
final class DumpWriter {
  /** What a dump came to. */
  record Written(RecordCounts counts, long rawBytes, long writtenBytes) {}

  /** Gives the lines of a dump in order. */
  @FunctionalInterface
  interface Lines {
    void each(DumpRows.Visitor visitor) throws IOException;
  }

  private static final int FLUSH_AT = 1 << 16;

  private final GenerateRequest request;
  private final DumpFolder folder;
  private final RecordEncoder encoder;
  private final ByteSink sink = new ByteSink(FLUSH_AT + 4_096);
  private final Map<RecordKind, Long> counts = new EnumMap<>(RecordKind.class);
  private long rawBytes;

  DumpWriter(GenerateRequest request, NodeNames nodes, DumpFolder folder) {
    this.request = request;
    this.folder = folder;
    encoder = request.format().encoder(nodes);
  }

  /** Writes a dump under a temporary name, and gives it its own when it is whole. */
  Written write(String name, Lines lines) throws IOException {
    CountingStream counting = new CountingStream(folder.create(name));
    try {
      try (OutputStream out = request.compression().wrap(counting)) {
        encode(lines, out);
      }
    } catch (IOException | RuntimeException e) {
      discard(name, counting, e);
      throw e;
    }
    folder.publish(name);
    return new Written(new RecordCounts(counts), rawBytes, counting.count);
  }

  private void encode(Lines lines, OutputStream out) throws IOException {
    counts.clear();
    rawBytes = 0;
    sink.truncate(0);
    sink.put(encoder.header());
    lines.each(
        (kind, draft) -> {
          encoder.write(kind, draft, sink);
          counts.merge(kind, 1L, Long::sum);
          if (sink.size() >= FLUSH_AT) {
            flush(out);
          }
        });
    flush(out);
  }

  private void flush(OutputStream out) throws IOException {
    out.write(sink.array(), 0, sink.size());
    rawBytes += sink.size();
    sink.truncate(0);
    if (Thread.interrupted()) {
      throw new InterruptedIOException("stopped, because another dump failed");
    }
  }

  private void discard(String name, OutputStream out, Exception reason) {
    try (out) {
      folder.discard(name);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Counts what arrives in the file. */
  private static final class CountingStream extends FilterOutputStream {
    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }
  }
}
