package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The standard output in UTF-8: output is data for other programs, and node names are any text, so
 * never the locale's encoding. Print writers swallow failures; this one knows why it failed.
 */
final class StandardOutput extends PrintWriter {
  private final Bytes bytes;

  StandardOutput(OutputStream to) {
    this(new Bytes(to));
  }

  private StandardOutput(Bytes bytes) {
    super(new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)));
    this.bytes = bytes;
  }

  /**
   * Flushes {@code out}, and makes sure that nothing of it was lost. A reader that has seen enough,
   * such as {@code head}, is no failure.
   *
   * @throws FlowlakeException (retry) when it could not be written
   */
  static void requireWritten(PrintWriter out) {
    if (!out.checkError()) {
      return;
    }
    IOException failure = out instanceof StandardOutput standard ? standard.bytes.failure : null;
    if (failure != null && isOfClosedPipe(failure)) {
      return;
    }
    throw new FlowlakeException(
        ExitCode.RETRY,
        "Cannot write the answer to the standard output: %s. Make room or write it elsewhere, and run the same command again."
            .formatted(failure == null ? "it takes no more" : failure.getMessage()),
        failure);
  }

  private static boolean isOfClosedPipe(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }

  /** Remembers the first failure. */
  private static final class Bytes extends OutputStream {
    private final OutputStream to;
    private @Nullable IOException failure;

    Bytes(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        to.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }
  }
}
