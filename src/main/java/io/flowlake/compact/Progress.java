package io.flowlake.compact;

/** Told how far a compaction is; called from several threads. */
public interface Progress {
  /** Says nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void batch(long number, int dumps, long bytes) {}

        @Override
        public void phase(String name, long bytes, long records) {}

        @Override
        public void advanced(long bytes, long records) {}
      };

  /** Work on a batch begins. */
  void batch(long number, int dumps, long bytes);

  /** A part of the work begins: so much is to be done in it; 0 = not known. */
  void phase(String name, long bytes, long records);

  /** So much of the phase is done by now. */
  void advanced(long bytes, long records);
}
