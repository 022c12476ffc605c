package io.flowlake.export;

import io.flowlake.model.FlowColumn;
import io.flowlake.store.PieceSlot;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Turns the sorted rows of a slice into a piece of the object, and writes it where it goes. The
 * piece depends on the rows alone, so a task that is repeated, or runs twice, does no harm.
 *
 * @param columns the columns of the object
 * @param given the columns of the rows
 * @param level of compression
 * @param pieces how many slices there are
 * @param leastPiece bytes that a piece has at least when there are several
 */
record PieceTask(
    List<FlowColumn> columns, List<FlowColumn> given, int level, int pieces, long leastPiece)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  PieceTask {
    columns = List.copyOf(columns);
    given = List.copyOf(given);
  }

  /**
   * Makes piece {@code number} (from 1) of {@code rows}.
   *
   * @throws io.flowlake.model.FlowlakeException in words when it cannot be written
   */
  PieceMade make(int number, Iterator<InternalRow> rows, PieceSlot slot) throws IOException {
    try (GzipPiece piece = new GzipPiece(level)) {
      CsvLines lines = new CsvLines(columns, given, piece);
      if (number == 1) {
        piece.begin();
        lines.header();
      }
      long count = 0;
      while (rows.hasNext()) {
        lines.add(rows.next());
        count++;
      }
      lines.flush();
      piece.flush();
      if (pieces == 1) {
        piece.end(piece.crc(), piece.textBytes());
      } else {
        piece.pad(leastPiece);
      }
      return new PieceMade(slot.put(piece.content()), count, piece.textBytes(), piece.crc());
    }
  }

  /** Makes the last piece, which only ends the member, when all others are there. */
  PieceMade end(List<PieceMade> others, PieceSlot slot) throws IOException {
    long crc = 0;
    long textBytes = 0;
    for (PieceMade other : others) {
      crc = Crc32Joined.of(crc, other.crc(), other.textBytes());
      textBytes += other.textBytes();
    }
    try (GzipPiece piece = new GzipPiece(level)) {
      piece.end(crc, textBytes);
      return new PieceMade(slot.put(piece.content()), 0, 0, 0);
    }
  }
}
