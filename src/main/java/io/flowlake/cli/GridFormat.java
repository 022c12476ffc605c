package io.flowlake.cli;

import java.io.PrintWriter;

/** A way to write a grid as text. */
interface GridFormat {
  /** Writes all of {@code grid}; lines end with LF everywhere. */
  void write(Grid grid, PrintWriter out);
}
