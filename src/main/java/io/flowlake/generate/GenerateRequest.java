package io.flowlake.generate;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A stream of dumps to write.
 *
 * @param shape what the stream holds
 * @param format how records are written
 * @param compression how dumps are compressed
 * @param out a path, or a URI of any Hadoop file system
 * @param target what may be there already
 * @param threads how many dumps are made at once; the bytes do not depend on it
 */
public record GenerateRequest(
    StreamShape shape,
    OutputFormat format,
    OutputCompression compression,
    String out,
    Target target,
    int threads) {
  private static final int MAX_THREADS = 1_024;

  /** What may be at {@link #out} already. */
  public enum Target {
    /** Nothing. */
    EMPTY,
    /** Anything but a dump of the same name: a name tells stretch of time, seed and number. */
    APPEND
  }

  /**
   * Checks the parts that {@link StreamShape} does not.
   *
   * @throws FlowlakeException usage, when one is out of range
   */
  public GenerateRequest {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "Cannot generate: the number of threads is %,d, not within 1 to %,d",
              threads,
              MAX_THREADS));
    }
    if (out.isBlank()) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot generate: the folder has no name; name one to put the dumps into");
    }
  }

  /**
   * The name of a dump below {@link #out}; in the order of names dumps are in the order of
   * delivery.
   */
  public String name(DumpPlan dump) {
    ByteSink sink = new ByteSink(24);
    sink.time(dump.fromMillis());
    String begin = new String(sink.array(), 0, sink.size(), StandardCharsets.US_ASCII);
    return String.format(
        Locale.ROOT,
        "%s/flows-%sZ-s%d-%06d.%s%s",
        begin.substring(0, 10),
        begin.substring(0, 19).replace("-", "").replace(":", ""),
        shape.seed(),
        dump.number() + 1,
        format.extension(),
        compression.extension());
  }
}
