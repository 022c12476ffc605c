package io.flowlake.generate;

import java.io.IOException;
import java.io.OutputStream;

/** Where dumps are put: one appears under its name whole or not at all. */
interface DumpFolder {
  /** Whether nothing is there, or not even the folder. */
  boolean isEmpty() throws IOException;

  boolean exists(String name) throws IOException;

  /** Opens a file beside {@code name} that no lister of dumps takes for one. */
  OutputStream create(String name) throws IOException;

  /** Gives a file that was created, and closed, its name. */
  void publish(String name) throws IOException;

  /** Removes a file that was created and will not be published. */
  void discard(String name) throws IOException;

  /**
   * {@code a/b.gz} as {@code a/_b.gz.tmp}: Hadoop, Spark and Flowlake pass over a leading
   * underscore.
   */
  static String temporary(String name) {
    int slash = name.lastIndexOf('/') + 1;
    return name.substring(0, slash) + "_" + name.substring(slash) + ".tmp";
  }
}
