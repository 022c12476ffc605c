package io.flowlake.compact;

import java.io.Serializable;

/** A dump and its place in the manifest, which orders the arrival of its records. */
record IndexedDump(int index, Dump dump) implements Serializable {
  private static final long serialVersionUID = 1L;
}
