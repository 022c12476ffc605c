package io.flowlake.search;

/** Who reads the rows. Both give the same rows in the same order. */
public enum Engine {
  /** {@link #LOCAL} while what is to be read is small, else {@link #SPARK}. */
  AUTO,
  /** This JVM; no Spark session is started. */
  LOCAL,
  /** A Spark session. */
  SPARK
}
