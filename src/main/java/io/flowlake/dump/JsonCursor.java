package io.flowlake.dump;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.flowlake.model.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Walks over the fields of one record that is a JSON object, without building a tree of it. */
final class JsonCursor implements AutoCloseable {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Odd names are no reason to refuse a record; the table of names is bounded anyway.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final byte[] bytes;
  private final int from;
  private final JsonParser parser;

  /** A cursor before the first field of {@code record}. */
  JsonCursor(RecordBytes record) throws BadRecordException {
    bytes = record.bytes;
    from = record.from;
    try {
      parser = FACTORY.createParser(bytes, from, record.to - from);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw BadRecordException.malformed("the record is not a JSON object");
      }
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the next field, with the cursor on its value; null after the last one. */
  @Nullable String next() throws BadRecordException {
    try {
      String name = parser.nextFieldName();
      if (name != null) {
        parser.nextToken();
        return name;
      }
      if (parser.nextToken() != null) {
        throw BadRecordException.malformed("something follows the JSON object");
      }
      return null;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the value is an object or an array. */
  boolean isNested() {
    return parser.currentToken().isStructStart();
  }

  /** Whether the value is a string. */
  boolean isString() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** Whether the value is {@code null}. */
  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** A string's text, a number as it was written, or {@code true} and {@code false}. */
  String text() throws BadRecordException {
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value as it stands in the record, byte for byte. */
  String json() throws BadRecordException {
    try {
      int begin = (int) parser.currentTokenLocation().getByteOffset();
      if (isNested()) {
        parser.skipChildren();
      } else {
        parser.finishToken();
      }
      int end = (int) parser.currentLocation().getByteOffset();
      return new String(bytes, from + begin, end - begin, StandardCharsets.UTF_8).strip();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BadRecordException malformed(JsonProcessingException e) {
    String full = String.valueOf(e.getOriginalMessage());
    // Jackson adds where the object began, in a form that is meant for its own callers.
    int aside = Math.max(full.indexOf(" (start marker at"), full.indexOf(" (for "));
    String message = Excerpt.of(aside < 0 ? full : full.substring(0, aside));
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    return BadRecordException.malformed(
        "broken JSON" + (at < 0 ? "" : " at byte " + at + " of the record") + ": " + message);
  }
}
