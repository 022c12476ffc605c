package io.flowlake.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A folder of some file system. Names are relative to it, with slashes between folders. */
interface Folder {
  /** Something in a folder, and when it was last changed (milliseconds since 1970). */
  record Entry(String name, long modified) {}

  /** What {@code name} is called outside. */
  String address(String name);

  /** Makes the folder {@code name} and those above it; "" is this one. */
  void makeFolder(String name) throws IOException;

  /** What is in the folder {@code name}. */
  List<Entry> list(String name) throws IOException;

  /** Size in bytes of the file {@code name}; -1 when there is none. */
  long size(String name) throws IOException;

  InputStream read(String name) throws IOException;

  /**
   * A new file. Closing the stream brings it to the disk; a file whose stream was not closed is
   * worth nothing.
   */
  OutputStream write(String name) throws IOException;

  /** Gives a file another name, in one step, and to whoever had that name before an end. */
  void replace(String from, String to) throws IOException;

  /** Deletes a file, or a folder with all that is in it; it may be gone already. */
  void delete(String name) throws IOException;
}
