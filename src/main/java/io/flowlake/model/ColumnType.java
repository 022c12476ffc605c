package io.flowlake.model;

/** The types that a column of the flows table can have. */
public enum ColumnType {
  /** UTF-8 text. */
  STRING,
  /** UTC calendar day. */
  DATE,
  /** Instant in UTC, microseconds. */
  TIMESTAMP,
  /** 32-bit signed integer. */
  INT,
  /** 64-bit signed integer. */
  LONG
}
