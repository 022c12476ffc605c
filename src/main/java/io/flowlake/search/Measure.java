package io.flowlake.search;

/** What an aggregation adds up. */
public enum Measure {
  /** Sent + received, see {@link io.flowlake.filter.Quantity#BYTES}. */
  BYTES,
  SENT_BYTES,
  RECV_BYTES,
  /** The number of flows. */
  FLOWS
}
