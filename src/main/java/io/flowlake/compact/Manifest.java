package io.flowlake.compact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch reads. It is written once and never changed: whoever works on the batch, whenever,
 * does the same work.
 *
 * @param number counted up from 1 without gaps
 * @param node the fallback for the logging node; null = none
 * @param replay whether the dumps were read before and had rejects
 * @param dumps in the order in which their records count as arrived
 */
record Manifest(long number, @Nullable String node, boolean replay, List<Dump> dumps) {
  Manifest {
    dumps = List.copyOf(dumps);
  }

  long bytes() {
    return dumps.stream().mapToLong(Dump::bytes).sum();
  }
}
