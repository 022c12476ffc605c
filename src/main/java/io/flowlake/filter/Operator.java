package io.flowlake.filter;

import java.util.List;

/** How a value is compared. */
enum Operator {
  EQUAL("="),
  UNEQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private static final Ranges NONE = new Ranges(List.of());

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  /** Whether it asks for equality with any of the values, or for the complement of that. */
  boolean isEquality() {
    return this == EQUAL || this == UNEQUAL;
  }

  /**
   * The numbers that compare so with {@code number}.
   *
   * @param greatest the greatest number that can be written; beyond it there is none
   */
  Ranges ranges(long number, long greatest) {
    return switch (this) {
      case EQUAL, UNEQUAL -> Ranges.of(number, number);
      case LESS -> number == Long.MIN_VALUE ? NONE : Ranges.of(Long.MIN_VALUE, number - 1);
      case LESS_OR_EQUAL -> Ranges.of(Long.MIN_VALUE, number);
      case GREATER -> number >= greatest ? NONE : Ranges.of(number + 1, Long.MAX_VALUE);
      case GREATER_OR_EQUAL -> Ranges.of(number, Long.MAX_VALUE);
    };
  }
}
