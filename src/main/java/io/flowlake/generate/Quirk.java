package io.flowlake.generate;

/** A way of writing that the native format allows and few nodes use; it changes no value. */
enum Quirk {
  NONE,
  /** {@code "tcpFlags":27} instead of {@code "27"}; in CSV there is no difference. */
  NUMBERS,
  /** {@code 443.0} instead of {@code 443}. */
  DECIMAL_PORTS,
  /** {@code 1793573161765} instead of {@code 2026-11-01T22:46:01.765Z}. */
  EPOCH_TIMES,
  /** Fields that are null are left out; in CSV they are empty as ever. */
  ABSENT_NULLS,
  /** {@code "-"} instead of null. */
  DASH_NULLS,
  /** {@code "00011011"} instead of {@code "27"}. */
  BINARY_FLAGS;

  private static final Quirk[] ALL = values();

  /** The share of flows that have one. */
  private static final double SHARE = 0.01;

  static Quirk draw(FlowRandom random) {
    return random.chance(SHARE) ? ALL[1 + random.below(ALL.length - 1)] : NONE;
  }
}
