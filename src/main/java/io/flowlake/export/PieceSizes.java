package io.flowlake.export;

import io.flowlake.model.FlowColumn;

/**
 * How large the pieces of an object shall be. Pure arithmetic of what the log says of a day.
 *
 * @param leastPiece a piece is filled up to so many bytes, unless it is the only one or the last
 * @param usualPiece so many bytes a piece shall have: well over the least, for they are estimated
 * @param smallDay an object of fewer bytes is made in one piece
 * @param mostPieces no object has more pieces, and then the one that ends it
 */
record PieceSizes(long leastPiece, long usualPiece, long smallDay, int mostPieces) {
  /**
   * For parts of an S3 multipart upload, which have 5 MiB at least (the last one may have less) and
   * 5 GiB at most, and are 10,000 at most ("Amazon S3 multipart upload limits"); other stores are
   * given the same pieces, so that they get the same bytes. The number of pieces is well below the
   * limit, for the estimate may be wrong.
   */
  static final PieceSizes USUAL = new PieceSizes(5L << 20, 12L << 20, 16L << 20, 9_000);

  /** Bytes of a row's compressed text for each byte of it in Parquet with zstd, as measured. */
  private static final double TEXT_FOR_PARQUET = 1.45;

  /**
   * About how many bytes the object will have.
   *
   * @param parquetBytes the size of the files of the rows
   * @param columns how many columns are exported
   */
  static long estimate(long parquetBytes, int columns) {
    double share = Math.min(1.0, (double) columns / FlowColumn.usual().size());
    return (long) (parquetBytes * TEXT_FOR_PARQUET * share);
  }

  /** How many rows a piece of {@code rows} rows that give {@code estimate} bytes shall hold. */
  long rowsPerPiece(long rows, long estimate) {
    long piece = Math.max(usualPiece, estimate / mostPieces + 1);
    double share = Math.min(1.0, (double) piece / Math.max(1, estimate));
    long fewest = rows / mostPieces + 1; // whatever rounding did to the share
    return Math.max(fewest, (long) Math.ceil(rows * share));
  }
}
