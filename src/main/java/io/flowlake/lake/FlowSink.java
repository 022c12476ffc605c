package io.flowlake.lake;

import io.flowlake.model.Flow;

/** Takes flows as they are read. */
@FunctionalInterface
public interface FlowSink {
  /**
   * Takes one flow.
   *
   * @return whether more are wanted; false ends the reading of the file
   */
  boolean take(Flow flow);
}
