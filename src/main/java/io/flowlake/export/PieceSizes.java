package io.flowlake.export;

/**
 * How many rows go into a piece, so that the pieces are parts that S3 takes: at least 5 MiB (the
 * last one may be less), at most 5 GiB and {@value #MOST_PARTS} of them ("Amazon S3 multipart
 * upload limits"). Pure arithmetic of what the log says of a day.
 */
final class PieceSizes {
  /** A part but the last has at least so many bytes. */
  static final long LEAST_PART = 5L << 20;

  /** A part has at most so many bytes. */
  static final long MOST_PART = 5L << 30;

  /** An upload has at most so many parts. */
  static final int MOST_PARTS = 10_000;

  /** A day of fewer bytes is one PUT. */
  static final long SMALL_DAY = 16L << 20;

  /** What a piece shall have: well over the least, for the estimate may be wrong. */
  private static final long USUAL_PIECE = 12L << 20;

  /**
   * Fewer than may be: each piece may begin late, at the next second, and the end is a part too.
   */
  private static final int MOST_PIECES = 9_000;

  /** Bytes of a row's compressed text for each byte of it in Parquet with zstd, as measured. */
  private static final double TEXT_FOR_PARQUET = 1.45;

  /** The share of a row's text that its times, addresses and ports are, whatever the columns. */
  private static final int ALL_COLUMNS = 13;

  private PieceSizes() {}

  /**
   * About how many bytes the object will have.
   *
   * @param parquetBytes the size of the files of the rows
   * @param columns how many columns are exported
   */
  static long estimate(long parquetBytes, int columns) {
    return (long) (parquetBytes * TEXT_FOR_PARQUET * Math.min(1.0, (double) columns / ALL_COLUMNS));
  }

  /** How many rows a piece of {@code rows} rows that give {@code estimate} bytes shall hold. */
  static long rowsPerPiece(long rows, long estimate) {
    long piece = Math.max(USUAL_PIECE, estimate / MOST_PIECES + 1);
    double share = Math.min(1.0, (double) piece / Math.max(1, estimate));
    return Math.max(1, (long) Math.ceil(rows * share));
  }
}
