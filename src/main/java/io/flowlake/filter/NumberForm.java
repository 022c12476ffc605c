package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TcpFlags;

/** How the numbers of a quantity are written. */
enum NumberForm {
  PORT {
    @Override
    long parse(String text) {
      boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || text.length() > 5 || Integer.parseInt(text) > MAX_PORT) {
        throw new IllegalArgumentException(
            Excerpt.quoted(text) + " is not a port. Write a number from 0 to " + MAX_PORT + ".");
      }
      return Integer.parseInt(text);
    }

    @Override
    String format(long number) {
      return Long.toString(number);
    }

    @Override
    long greatest() {
      return MAX_PORT;
    }
  },
  SIZE {
    @Override
    long parse(String text) {
      return Sizes.parse(text);
    }

    @Override
    String format(long number) {
      return Sizes.format(number);
    }
  },
  DURATION {
    @Override
    long parse(String text) {
      return Durations.parse(text);
    }

    @Override
    String format(long number) {
      return Durations.format(number);
    }
  },
  TIME {
    @Override
    long parse(String text) {
      return Instants.parse(text);
    }

    @Override
    String format(long number) {
      return Instants.format(number);
    }

    @Override
    boolean isHalfOpen() {
      return true;
    }
  },
  DAY {
    @Override
    long parse(String text) {
      return Instants.parseDay(text);
    }

    @Override
    String format(long number) {
      return Instants.formatDay(number);
    }
  },
  TCP_FLAGS {
    @Override
    long parse(String text) {
      return Bits.parse(FlowColumn.TCP_FLAGS, text);
    }

    @Override
    String format(long number) {
      return Long.toString(number);
    }

    @Override
    long greatest() {
      return TcpFlags.ALL;
    }
  },
  FLOW_FLAGS {
    @Override
    long parse(String text) {
      return Bits.parse(FlowColumn.FLOW_FLAGS, text);
    }

    @Override
    String format(long number) {
      return Bits.number(number);
    }
  };

  private static final int MAX_PORT = 65_535;

  /** The form of {@code quantity}. */
  static NumberForm of(Quantity quantity) {
    return switch (quantity) {
      case DAY -> DAY;
      case START_TIME, END_TIME -> TIME;
      case DURATION -> DURATION;
      case SOURCE_PORT, DEST_PORT -> PORT;
      case RECV_BYTES, SENT_BYTES, BYTES -> SIZE;
      case TCP_FLAGS -> TCP_FLAGS;
      case FLOW_FLAGS -> FLOW_FLAGS;
    };
  }

  /**
   * The number that {@code text} stands for.
   *
   * @throws IllegalArgumentException when it stands for none
   */
  abstract long parse(String text);

  /** The text of {@code number}, which is parsed to the same where it can be written at all. */
  abstract String format(long number);

  /** The greatest number that {@link #parse} returns. */
  long greatest() {
    return Long.MAX_VALUE;
  }

  /** Whether the upper end of a range {@code A..B} is not in it. */
  boolean isHalfOpen() {
    return false;
  }
}
