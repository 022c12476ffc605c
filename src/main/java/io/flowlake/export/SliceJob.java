package io.flowlake.export;

import io.flowlake.store.PieceSlot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.LongAccumulator;

/** The Spark job that writes the pieces: one task for each slice. */
final class SliceJob {
  private static final long PERIOD_MILLIS = 250;

  private SliceJob() {}

  /**
   * Writes a piece for each partition of {@code rows}.
   *
   * @param slots where the piece of each partition goes
   */
  static List<PieceMade> run(
      SparkSession spark,
      JavaRDD<InternalRow> rows,
      PieceTask task,
      List<PieceSlot> slots,
      ExportProgress progress) {
    LongAccumulator written = spark.sparkContext().longAccumulator();
    JavaFutureAction<List<PieceMade>> pieces =
        rows.mapPartitionsWithIndex(new MakePiece(task, new ArrayList<>(slots), written), false)
            .collectAsync();
    while (!pieces.isDone()) {
      progress.written(Math.min(written.value().intValue(), slots.size()), slots.size());
      await(pieces);
    }
    return result(pieces);
  }

  private static void await(JavaFutureAction<List<PieceMade>> pieces) {
    try {
      pieces.get(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Not yet done; or failed, which is told when the result is asked for.
    } catch (InterruptedException e) {
      throw interrupted(pieces, e);
    }
  }

  private static List<PieceMade> result(JavaFutureAction<List<PieceMade>> pieces) {
    try {
      return pieces.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(pieces, e);
    }
  }

  private static IllegalStateException interrupted(
      JavaFutureAction<List<PieceMade>> pieces, InterruptedException e) {
    pieces.cancel(true);
    Thread.currentThread().interrupt();
    return new IllegalStateException("the export was interrupted", e);
  }

  /** Serializable as Spark wants it; the accumulator counts repeated tasks again, for show only. */
  private record MakePiece(PieceTask task, List<PieceSlot> slots, LongAccumulator written)
      implements Function2<Integer, Iterator<InternalRow>, Iterator<PieceMade>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<PieceMade> call(Integer slice, Iterator<InternalRow> rows) throws Exception {
      PieceMade piece = task.make(slice + 1, rows, slots.get(slice));
      written.add(1);
      return List.of(piece).iterator();
    }
  }
}
