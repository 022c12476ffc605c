package io.flowlake.filter;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was read otherwise than it may have been meant; each warning once. */
final class Warnings {
  /** Nobody reads more. */
  private static final int MAX = 20;

  private final Set<String> told = new LinkedHashSet<>();

  /** All that was told. */
  List<String> told() {
    return new ArrayList<>(told);
  }

  /** An address in a block, where the block's own address may have been meant, or the reverse. */
  void ofHostBits(Written value, CidrBlock block) {
    AddressForm.warning(Escapes.plain(value.raw(), value.quoted()), block).ifPresent(this::tell);
  }

  /** A date that is compared as a time, which only midnight equals. */
  void ofWholeDay(NumberForm form, @Nullable Written value) {
    if (form != NumberForm.TIME || value == null || !Instants.isDate(value.raw())) {
      return;
    }
    long midnight = Instants.parse(value.raw());
    if (midnight <= Times.MAX_MICROS - Times.DAY_MICROS) {
      tell(
          "%s is its midnight here. Write %s..%s for the whole day."
              .formatted(
                  value.raw(),
                  value.raw(),
                  Instants.formatDay(Times.dayOf(midnight + Times.DAY_MICROS))));
    }
  }

  /** A bare {@code null} that is compared as text. */
  void ofNull(FlowColumn column, Written value) {
    if (!value.quoted() && value.raw().equalsIgnoreCase("null")) {
      tell(
          "%s is a text here. Write 'not %s *' for flows that have none, or quote it."
              .formatted(value.raw(), column.columnName()));
    }
  }

  private void tell(String warning) {
    if (told.size() < MAX) {
      told.add(warning);
    }
  }
}
