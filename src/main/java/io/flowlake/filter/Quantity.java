package io.flowlake.filter;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number that a flow has, or may have: a column, or what is computed of several. */
public enum Quantity {
  /** Days since 1970-01-01, UTC. */
  DAY(FlowColumn.DAY) {
    @Override
    public @Nullable Long of(Flow flow) {
      return (long) flow.day();
    }
  },
  /** µs UTC. */
  START_TIME(FlowColumn.START_TIME) {
    @Override
    public @Nullable Long of(Flow flow) {
      return flow.startTime();
    }
  },
  /** µs UTC; null while open. */
  END_TIME(FlowColumn.END_TIME) {
    @Override
    public @Nullable Long of(Flow flow) {
      return flow.endTime();
    }
  },
  /** End less start, in µs; null while open. */
  DURATION(FlowColumn.START_TIME, FlowColumn.END_TIME) {
    @Override
    public @Nullable Long of(Flow flow) {
      return flow.endTime() == null ? null : (Long) (flow.endTime() - flow.startTime());
    }
  },
  SOURCE_PORT(FlowColumn.SOURCE_PORT) {
    @Override
    public @Nullable Long of(Flow flow) {
      return widened(flow.sourcePort());
    }
  },
  DEST_PORT(FlowColumn.DEST_PORT) {
    @Override
    public @Nullable Long of(Flow flow) {
      return widened(flow.destPort());
    }
  },
  RECV_BYTES(FlowColumn.RECV_BYTES) {
    @Override
    public @Nullable Long of(Flow flow) {
      return flow.recvBytes();
    }
  },
  SENT_BYTES(FlowColumn.SENT_BYTES) {
    @Override
    public @Nullable Long of(Flow flow) {
      return flow.sentBytes();
    }
  },
  /** Sent + received, a null counting 0; null when both are. A sum beyond a long is its limit. */
  BYTES(FlowColumn.RECV_BYTES, FlowColumn.SENT_BYTES) {
    @Override
    public @Nullable Long of(Flow flow) {
      return sum(flow.recvBytes(), flow.sentBytes());
    }
  },
  TCP_FLAGS(FlowColumn.TCP_FLAGS) {
    @Override
    public @Nullable Long of(Flow flow) {
      return widened(flow.tcpFlags());
    }
  },
  FLOW_FLAGS(FlowColumn.FLOW_FLAGS) {
    @Override
    public @Nullable Long of(Flow flow) {
      return flow.flowFlags();
    }
  };

  private final List<FlowColumn> columns;

  Quantity(FlowColumn... columns) {
    this.columns = List.of(columns);
  }

  /** The quantity of {@code flow}; null where it has none. */
  public abstract @Nullable Long of(Flow flow);

  /** The columns that the quantity is made of. */
  public List<FlowColumn> columns() {
    return columns;
  }

  /** Sent + received as {@link #BYTES} has it. */
  public static @Nullable Long sum(@Nullable Long recvBytes, @Nullable Long sentBytes) {
    if (recvBytes == null || sentBytes == null) {
      return recvBytes == null ? sentBytes : recvBytes;
    }
    return (Long) saturated(recvBytes, sentBytes);
  }

  /** {@code a + b}, or the limit of a long that it is beyond. */
  public static long saturated(long a, long b) {
    long sum = a + b;
    boolean overflown = ((a ^ sum) & (b ^ sum)) < 0;
    return overflown ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  private static @Nullable Long widened(@Nullable Integer number) {
    return number == null ? null : (Long) number.longValue();
  }
}
