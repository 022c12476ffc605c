package io.flowlake.search;

import io.flowlake.lake.FilePlan;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.Bytes;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;

/**
 * Who reads, and why.
 *
 * @param engine {@link Engine#LOCAL} or {@link Engine#SPARK}
 * @param reason why, in a sentence without a full stop
 */
record EngineChoice(Engine engine, String reason) {
  /**
   * Chooses.
   *
   * @param bytes how much is to be read, as far as is known before
   * @param localBytes how much this JVM may read
   */
  static EngineChoice of(Engine asked, FilePlan files, double bytes, long localBytes) {
    long onlySpark = files.files().stream().filter(StoredFile::needsSpark).count();
    if (asked == Engine.SPARK) {
      return new EngineChoice(Engine.SPARK, "it was asked for");
    }
    if (onlySpark > 0) {
      return ofForeign(asked, onlySpark);
    }
    if (asked == Engine.LOCAL) {
      return new EngineChoice(Engine.LOCAL, "it was asked for");
    }
    if (bytes > localBytes) {
      return new EngineChoice(
          Engine.SPARK,
          "about %s are to be read, more than the %s that are read without Spark"
              .formatted(Bytes.text(bytes), Bytes.text((double) localBytes)));
    }
    return new EngineChoice(
        Engine.LOCAL,
        "about %s are to be read at first, and up to %s are read without Spark"
            .formatted(Bytes.text(bytes), Bytes.text((double) localBytes)));
  }

  private static EngineChoice ofForeign(Engine asked, long files) {
    String why =
        "%,d %s deletion vectors or renamed columns, which only Spark reads"
            .formatted(files, files == 1 ? "file has" : "files have");
    if (asked == Engine.LOCAL) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot read with --engine local: %s; take --engine auto or spark.".formatted(why));
    }
    return new EngineChoice(Engine.SPARK, why);
  }
}
