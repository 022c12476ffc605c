package io.flowlake.export;

/** Told how far the export of a day is; called from one thread at a time. */
@FunctionalInterface
public interface ExportProgress {
  /** Says nothing. */
  ExportProgress NONE = (pieces, of) -> {};

  /** So many pieces of the object are written by now. */
  void written(int pieces, int of);
}
