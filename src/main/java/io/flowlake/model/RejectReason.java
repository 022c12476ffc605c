package io.flowlake.model;

import java.util.Locale;

/** Why a record could not become a flow; what {@code flowlake rejects} groups by. */
public enum RejectReason {
  /** The record is not text of its format: broken JSON, an open quote, too few columns. */
  MALFORMED,
  /** The record ends in the middle, with the object. */
  TRUNCATED,
  /** A field that a flow must have is absent. */
  MISSING_FIELD,
  /** A field holds something that it cannot mean. */
  BAD_VALUE,
  /** Neither the record nor the object's path nor an option names the logging node. */
  NO_NODE,
  /** The record is longer than a record may be. */
  TOO_LONG,
  /** The object is no dump in any format that is known: binary, prose, an unknown header. */
  NOT_A_DUMP,
  /** The compressed object is damaged or cut; what came before is kept. */
  BAD_COMPRESSION;

  /** The text in the table and in options, such as {@code missing-field}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
