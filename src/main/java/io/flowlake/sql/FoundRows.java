package io.flowlake.sql;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Rows that were found, on their way to the task that hands them on. */
final class FoundRows implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  /** Spark warns of tasks that carry as much themselves. */
  private final Broadcast<InternalRow[]> rows;

  FoundRows(Broadcast<InternalRow[]> rows) {
    this.rows = rows;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new Reader(rows.value());
  }

  /** The one partition. */
  static final class Whole implements InputPartition {
    private static final long serialVersionUID = 1L;
  }

  private static final class Reader implements PartitionReader<InternalRow> {
    private final InternalRow[] rows;
    private int at = -1;

    Reader(InternalRow[] rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      at++;
      return at < rows.length;
    }

    @Override
    public InternalRow get() {
      return rows[at];
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
