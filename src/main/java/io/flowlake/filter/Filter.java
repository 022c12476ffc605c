package io.flowlake.filter;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.FlowColumn;
import java.util.List;

/**
 * Which flows are wanted. The logic is two-valued: a test of a value that a flow does not have
 * (null) is false, and {@link Not} is the complement on every flow. Sugar of the language is gone
 * here: {@code !=} is {@code Not} of a test, a comparison is a set of {@link Ranges}.
 */
public sealed interface Filter {
  /** Every flow. */
  Filter EVERYTHING = new Everything();

  /** What {@code visitor} makes of this node of the tree. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of node, so that the compiler finds what a translation forgot. */
  interface Visitor<R> {
    R everything();

    R and(And and);

    R or(Or or);

    R not(Not not);

    R addressIn(AddressIn test);

    R numberIn(NumberIn test);

    R textLike(TextLike test);

    R flagsMatch(FlagsMatch test);

    R flagsAny(FlagsAny test);

    R active(Active test);

    R open();
  }

  /** Every flow matches. */
  record Everything() implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.everything();
    }
  }

  /**
   * All parts match.
   *
   * @param parts two or more
   */
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.and(this);
    }
  }

  /**
   * At least one part matches.
   *
   * @param parts two or more
   */
  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.or(this);
    }
  }

  /** The part does not match. */
  record Not(Filter part) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.not(this);
    }
  }

  /**
   * The address at the end lies in one of the blocks.
   *
   * @param blocks one or more; a single address is its /32 or /128
   */
  record AddressIn(End end, List<CidrBlock> blocks) implements Filter {
    public AddressIn {
      blocks = List.copyOf(blocks);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.addressIn(this);
    }
  }

  /** The quantity is known and lies in one of the ranges. */
  record NumberIn(Quantity quantity, Ranges ranges) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.numberIn(this);
    }
  }

  /**
   * The text is there and matches one of the patterns.
   *
   * @param column a column of text that is no address; patterns for {@link FlowColumn#PROTOCOL} are
   *     literal and canonical names
   * @param patterns one or more
   */
  record TextLike(FlowColumn column, List<Glob> patterns) implements Filter {
    public TextLike {
      patterns = List.copyOf(patterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.textLike(this);
    }
  }

  /**
   * The flags are known and {@code flags & mask == value}: "all" has value = mask, "none" value =
   * 0, "exact" a mask of all bits.
   *
   * @param field {@link FlowColumn#TCP_FLAGS} or {@link FlowColumn#FLOW_FLAGS}
   */
  record FlagsMatch(FlowColumn field, long mask, long value) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.flagsMatch(this);
    }
  }

  /**
   * The flags are known and {@code flags & mask != 0}.
   *
   * @param field {@link FlowColumn#TCP_FLAGS} or {@link FlowColumn#FLOW_FLAGS}
   */
  record FlagsAny(FlowColumn field, long mask) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.flagsAny(this);
    }
  }

  /**
   * {@code [start, coalesce(end, start)]} meets {@code [from, to)}: {@code start < to and
   * coalesce(end, start) >= from}.
   *
   * @param from µs UTC, included
   * @param to µs UTC, excluded; after {@code from}
   */
  record Active(long from, long to) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.active(this);
    }
  }

  /** The flow was still open when it was reported ({@code end_time} is null). */
  record Open() implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.open();
    }
  }

  /** All of {@code parts}, without needless nesting: {@link #EVERYTHING} parts drop out. */
  static Filter allOf(List<Filter> parts) {
    List<Filter> wanted = parts.stream().filter(part -> !(part instanceof Everything)).toList();
    return switch (wanted.size()) {
      case 0 -> EVERYTHING;
      case 1 -> wanted.get(0);
      default -> new And(wanted);
    };
  }
}
