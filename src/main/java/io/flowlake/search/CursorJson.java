package io.flowlake.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cursor as JSON: one array of {@code format, table, version, order, from, to, filter, copies},
 * and then the values of the last row in the table's order, without the day. Another format number
 * means that none of it can be read.
 */
final class CursorJson {
  private static final long FORMAT = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;

  private CursorJson(JsonParser parser) {
    this.parser = parser;
  }

  static byte[] bytes(Cursor cursor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      TimeRange range = cursor.range();
      json.writeStartArray();
      json.writePOJO(FORMAT);
      json.writePOJO(cursor.tableId());
      json.writePOJO(cursor.version());
      json.writePOJO(cursor.order().text());
      json.writePOJO(range == null ? null : (Long) range.from());
      json.writePOJO(range == null ? null : (Long) range.to());
      json.writePOJO(cursor.filter());
      json.writePOJO(cursor.copies());
      for (FlowColumn column : FlowColumn.all()) {
        if (column != FlowColumn.DAY) {
          json.writePOJO(cursor.last().value(column));
        }
      }
      json.writeEndArray();
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IOException when it is no JSON
   * @throws RuntimeException when it is JSON of something else
   */
  static Cursor read(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      return new CursorJson(parser).cursor();
    }
  }

  private Cursor cursor() throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY || requiredLong() != FORMAT) {
      throw new IllegalArgumentException("not of the format " + FORMAT);
    }
    String table = requiredText();
    long version = requiredLong();
    Order order = Order.parse(requiredText());
    Long from = nextLong();
    Long to = nextLong();
    TimeRange range = from == null || to == null ? null : new TimeRange(from, to);
    String filter = requiredText();
    int copies = Math.toIntExact(requiredLong());
    Cursor cursor = new Cursor(table, version, order, range, filter, flow(), copies);
    boolean possible = version >= 0 && copies > 0 && copies <= Cursor.MAX_COPIES;
    if (!possible || (order.needsRange() && range == null)) {
      throw new IllegalArgumentException("no cursor says " + cursor);
    }
    return cursor;
  }

  private Flow flow() throws IOException {
    return new Flow(
        requiredText(),
        requiredLong(),
        nextLong(),
        requiredText(),
        nextText(),
        requiredText(),
        nextInt(),
        nextText(),
        requiredText(),
        nextInt(),
        nextLong(),
        nextLong(),
        nextInt(),
        nextLong(),
        nextText(),
        nextText());
  }

  private long requiredLong() throws IOException {
    return Objects.requireNonNull(nextLong(), "a number is absent");
  }

  private String requiredText() throws IOException {
    return Objects.requireNonNull(nextText(), "a text is absent");
  }

  private @Nullable Long nextLong() throws IOException {
    return parser.nextToken() == JsonToken.VALUE_NULL ? null : (Long) parser.getLongValue();
  }

  private @Nullable Integer nextInt() throws IOException {
    return parser.nextToken() == JsonToken.VALUE_NULL ? null : (Integer) parser.getIntValue();
  }

  private @Nullable String nextText() throws IOException {
    return parser.nextToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }
}
