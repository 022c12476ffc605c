package io.flowlake.compact;

/** Told how far a compaction is; called from several threads. */
public interface Progress {
  /** Says nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void batch(long number, int dumps, long bytes) {}

        @Override
        public void phase(String name, long bytes) {}

        @Override
        public void advanced(long bytes, long records) {}
      };

  /** Work on a batch begins. */
  void batch(long number, int dumps, long bytes);

  /** A part of the work begins; {@code bytes} of dumps are to be read in it, 0 = not known. */
  void phase(String name, long bytes);

  /** So much of the phase is done by now. */
  void advanced(long bytes, long records);
}
