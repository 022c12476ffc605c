package io.flowlake.filter;

import io.flowlake.model.FlowColumn;
import java.util.List;

/** What a name of the language stands for. */
sealed interface Field {

  /** Addresses, compared by block. */
  record Address(End end) implements Field {}

  /**
   * Numbers, compared by range.
   *
   * @param quantities one, or both ends
   */
  record Numeric(List<Quantity> quantities) implements Field {
    Numeric(Quantity... quantities) {
      this(List.of(quantities));
    }

    /** How values are written. */
    NumberForm form() {
      return NumberForm.of(quantities.get(0));
    }
  }

  /** Text, compared by pattern. */
  record Text(FlowColumn column) implements Field {}

  /** What {@code column} is. */
  static Field of(FlowColumn column) {
    return switch (column) {
      case SOURCE_IP -> new Address(End.SOURCE);
      case DEST_IP -> new Address(End.DEST);
      case DAY -> new Numeric(Quantity.DAY);
      case START_TIME -> new Numeric(Quantity.START_TIME);
      case END_TIME -> new Numeric(Quantity.END_TIME);
      case SOURCE_PORT -> new Numeric(Quantity.SOURCE_PORT);
      case DEST_PORT -> new Numeric(Quantity.DEST_PORT);
      case RECV_BYTES -> new Numeric(Quantity.RECV_BYTES);
      case SENT_BYTES -> new Numeric(Quantity.SENT_BYTES);
      case TCP_FLAGS -> new Numeric(Quantity.TCP_FLAGS);
      case FLOW_FLAGS -> new Numeric(Quantity.FLOW_FLAGS);
      case NODE, PROTOCOL, SOURCE_NODE, DEST_NODE, ACTIVITY_ID, META -> new Text(column);
    };
  }
}
