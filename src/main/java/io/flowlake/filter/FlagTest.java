package io.flowlake.filter;

import io.flowlake.filter.FilterValues.FlagsMode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowFlags;
import io.flowlake.model.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes tests of flags, and their text. */
final class FlagTest {
  /** {@code defunct}: any of the flags of a flow that was blocked or rejected. */
  static final Filter DEFUNCT = new Filter.FlagsAny(FlowColumn.FLOW_FLAGS, FlowFlags.DEFUNCT);

  private static final List<String> MODES =
      Arrays.stream(FlagsMode.values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();

  private FlagTest() {}

  /**
   * The test with a mode: {@code all}, {@code any}, {@code none} or {@code exact}.
   *
   * @throws Misread when it is another word, or a flag is unknown
   */
  static Filter of(FlowColumn field, Written how, List<Written> flags) {
    String name = how.raw().toLowerCase(Locale.ROOT);
    if (!MODES.contains(name)) {
      throw how.misread(
          "%s is no way to combine flags.%s Write all, any, none or exact."
              .formatted(
                  how.shown(),
                  Nearest.of(name, MODES).map(" Did you mean '%s'?"::formatted).orElse("")));
    }
    return of(field, FlagsMode.valueOf(name.toUpperCase(Locale.ROOT)), flags);
  }

  /**
   * The test of the bits that {@code flags} name together.
   *
   * @throws Misread when a flag is unknown
   */
  static Filter of(FlowColumn field, FlagsMode mode, List<Written> flags) {
    long mask = 0;
    for (Written flag : flags) {
      mask |= flag.<Long>read(text -> Bits.parse(field, text));
    }
    if (mask == 0 && mode != FlagsMode.EXACT) {
      throw flags.get(0).misread("no flag is named. Write at least one, or 'exact 0'.");
    }
    return switch (mode) {
      case ALL -> new Filter.FlagsMatch(field, mask, mask);
      case ANY -> new Filter.FlagsAny(field, mask);
      case NONE -> new Filter.FlagsMatch(field, mask, 0);
      case EXACT -> new Filter.FlagsMatch(field, Bits.all(field), mask);
    };
  }

  /**
   * The test in tcpdump's form {@code VALUE/MASK}: of the flags of the mask, exactly those.
   *
   * @throws Misread when it is not of this form, or can never match
   */
  static Filter masked(FlowColumn field, Written text) {
    int slash = text.raw().indexOf('/');
    if (slash < 0) {
      throw text.misread(
          "%s does not say which flags must be set how. Write all, any, none or exact and then the flags%s."
              .formatted(
                  text.shown(),
                  field == FlowColumn.TCP_FLAGS
                      ? ", or S/SA for: of SYN and ACK, exactly SYN"
                      : ""));
    }
    long value = text.read(whole -> Bits.parse(field, whole.substring(0, whole.indexOf('/'))));
    long mask = text.read(whole -> Bits.parse(field, whole.substring(whole.indexOf('/') + 1)));
    if ((value & ~mask) != 0) {
      throw text.misread(
          "%s can never match: its mask lacks flags that come before the slash. Write %s."
              .formatted(text.shown(), Bits.formatMasked(field, mask | value, value)));
    }
    return new Filter.FlagsMatch(field, mask, value);
  }

  /** The text of {@code test} behind the field's name. */
  static String written(Filter.FlagsMatch test) {
    FlowColumn field = test.field();
    if (test.mask() == Bits.all(field)) {
      return "exact " + Bits.format(field, test.value());
    }
    if (test.mask() != 0 && test.mask() == test.value()) {
      return "all " + Bits.format(field, test.mask());
    }
    if (test.mask() != 0 && test.value() == 0) {
      return "none " + Bits.format(field, test.mask());
    }
    return Bits.formatMasked(field, test.mask(), test.value());
  }

  /** The name that the language has for {@code field}. */
  static String name(FlowColumn field) {
    return field == FlowColumn.TCP_FLAGS ? "flags" : "flow_flags";
  }
}
