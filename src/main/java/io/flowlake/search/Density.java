package io.flowlake.search;

import io.flowlake.lake.StoredFile;
import java.util.List;

/**
 * Where the rows of some files lie along an axis, as far as the bounds of the files tell: evenly
 * between them, of which only those in a window count. An estimate; nothing that must be exact may
 * depend on it.
 */
final class Density {
  /** What a row takes in a file, where a writer did not count its rows. */
  private static final double USUAL_ROW_BYTES = 20;

  private final long[] nearest;
  private final long[] farthest;
  private final double[] rows;
  private final double[] bytes;

  Density(Axis axis, List<StoredFile> files, Window window) {
    int count = files.size();
    nearest = new long[count];
    farthest = new long[count];
    rows = new double[count];
    bytes = new double[count];
    for (int i = 0; i < count; i++) {
      StoredFile file = files.get(i);
      long first = axis.nearest(file.bounds());
      long last = Math.max(first, axis.farthest(file.bounds()));
      nearest[i] = Math.max(first, window.first());
      farthest[i] = Math.max(nearest[i], Math.min(last, window.last()));
      double share = Math.min(1, width(nearest[i], farthest[i]) / width(first, last));
      rows[i] = share * (file.rows() < 0 ? file.bytes() / USUAL_ROW_BYTES : file.rows());
      bytes[i] = share * file.bytes();
    }
  }

  /** About how many rows lie up to {@code position}, which is included. */
  double rowsUpTo(long position) {
    return sumUpTo(rows, position);
  }

  /** About how many bytes of files hold the rows from {@code from} up to {@code upTo}. */
  double bytesOf(long from, long upTo) {
    double before = from == Axis.FIRST ? 0 : sumUpTo(bytes, from - 1);
    return sumUpTo(bytes, upTo) - before;
  }

  /** How many files have rows that may lie from {@code from} up to {@code upTo}. */
  long filesOf(long from, long upTo) {
    long files = 0;
    for (int i = 0; i < rows.length; i++) {
      files += nearest[i] <= upTo && farthest[i] >= from ? 1 : 0;
    }
    return files;
  }

  /**
   * The position up to which about {@code wanted} rows lie; the last one if there are not so many.
   */
  long positionOf(double wanted) {
    long low = Axis.LAST;
    long high = Axis.FIRST;
    for (int i = 0; i < rows.length; i++) {
      low = Math.min(low, nearest[i]);
      high = Math.max(high, farthest[i]);
    }
    if (rowsUpTo(high) <= wanted) {
      return Axis.LAST;
    }
    while (low < high) {
      // Right for any two longs: the difference is taken as unsigned.
      long middle = low + ((high - low) >>> 1);
      if (rowsUpTo(middle) < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double sumUpTo(double[] amounts, long position) {
    double sum = 0;
    for (int i = 0; i < amounts.length; i++) {
      sum += amounts[i] * shareUpTo(i, position);
    }
    return sum;
  }

  private double shareUpTo(int file, long position) {
    if (position >= farthest[file]) {
      return 1;
    }
    return position < nearest[file]
        ? 0
        : width(nearest[file], position) / width(nearest[file], farthest[file]);
  }

  private static double width(long first, long last) {
    return (double) last - first + 1;
  }
}
