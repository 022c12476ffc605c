package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import io.flowlake.model.RejectReason;

/** Why a record is no flow; its message is the reject's detail. Cheap: it has no stack trace. */
final class BadRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  BadRecordException(RejectReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** A record that is not text of its format. */
  static BadRecordException malformed(String detail) {
    return new BadRecordException(RejectReason.MALFORMED, detail);
  }

  /** A field that a flow must have and the record has not. */
  static BadRecordException missing(String field) {
    return new BadRecordException(
        RejectReason.MISSING_FIELD, field + ": the record has none, and a flow must have it");
  }

  /** A field whose value cannot be what it should be; {@code why} follows the field's name. */
  static BadRecordException badValue(String field, String why) {
    return new BadRecordException(RejectReason.BAD_VALUE, field + ": " + why);
  }

  /** As above, with a message of the model that names {@code value}, however long that is. */
  static BadRecordException badValue(String field, String value, IllegalArgumentException cause) {
    String message = String.valueOf(cause.getMessage());
    String shown = Excerpt.of(value);
    return badValue(field, shown.equals(value) ? message : message.replace(value, shown));
  }

  RejectReason reason() {
    return reason;
  }

  /** The exception's message, which is never null. */
  String detail() {
    return String.valueOf(getMessage());
  }
}
