package io.flowlake.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.flowlake.model.ColumnType;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TextOrder;
import io.flowlake.model.Times;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one data file, gathered row by row and written as the Delta protocol asks
 * ("Per-file Statistics"): number of rows; for each column how many nulls, and the least and
 * greatest value. Texts are cut to {@value #TEXT_LIMIT} characters; times are widened to whole
 * milliseconds, so that the true value never lies outside.
 */
final class FileStatistics {
  private static final int TEXT_LIMIT = 64;

  private static final JsonFactory JSON = new JsonFactory();
  private static final FlowColumn[] STORED = FlowsSchema.STORED.toArray(FlowColumn[]::new);

  private long rows;
  private final long[] nulls = new long[STORED.length];
  private final long[] minNumber = new long[STORED.length];
  private final long[] maxNumber = new long[STORED.length];
  private final @Nullable UTF8String[] minText = new UTF8String[STORED.length];
  private final @Nullable UTF8String[] maxText = new UTF8String[STORED.length];

  FileStatistics() {
    Arrays.fill(minNumber, Long.MAX_VALUE);
    Arrays.fill(maxNumber, Long.MIN_VALUE);
  }

  long rows() {
    return rows;
  }

  void add(InternalRow row) {
    rows++;
    for (int i = 0; i < STORED.length; i++) {
      FlowColumn column = STORED[i];
      int ordinal = column.index();
      if (row.isNullAt(ordinal)) {
        nulls[i]++;
      } else if (column.type() == ColumnType.STRING) {
        if (column != FlowColumn.META) {
          addText(i, row.getUTF8String(ordinal));
        }
      } else {
        boolean isLong = column.type() == ColumnType.LONG || column.type() == ColumnType.TIMESTAMP;
        addNumber(i, isLong ? row.getLong(ordinal) : row.getInt(ordinal));
      }
    }
  }

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("numRecords", rows);
      json.writeObjectFieldStart("minValues");
      writeBounds(json, true);
      json.writeEndObject();
      json.writeObjectFieldStart("maxValues");
      writeBounds(json, false);
      json.writeEndObject();
      json.writeObjectFieldStart("nullCount");
      for (int i = 0; i < STORED.length; i++) {
        json.writeNumberField(STORED[i].columnName(), nulls[i]);
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void addNumber(int i, long value) {
    minNumber[i] = Math.min(minNumber[i], value);
    maxNumber[i] = Math.max(maxNumber[i], value);
  }

  private void addText(int i, UTF8String value) {
    UTF8String min = minText[i];
    UTF8String max = maxText[i];
    if (min == null || max == null) {
      minText[i] = value.clone();
      maxText[i] = minText[i];
    } else if (value.compareTo(min) < 0) {
      minText[i] = value.clone();
    } else if (value.compareTo(max) > 0) {
      maxText[i] = value.clone();
    }
  }

  private void writeBounds(JsonGenerator json, boolean lower) throws IOException {
    for (int i = 0; i < STORED.length; i++) {
      if (nulls[i] == rows || STORED[i] == FlowColumn.META) {
        continue;
      }
      String name = STORED[i].columnName();
      UTF8String text = lower ? minText[i] : maxText[i];
      if (text != null) {
        json.writeStringField(name, lower ? cut(text) : cutUp(text));
      } else if (STORED[i].type() == ColumnType.TIMESTAMP) {
        json.writeStringField(name, lower ? timeDown(minNumber[i]) : timeUp(maxNumber[i]));
      } else {
        json.writeNumberField(name, lower ? minNumber[i] : maxNumber[i]);
      }
    }
  }

  private static String cut(UTF8String text) {
    return text.numChars() <= TEXT_LIMIT
        ? text.toString()
        : text.substring(0, TEXT_LIMIT).toString();
  }

  private static String cutUp(UTF8String text) {
    if (text.numChars() <= TEXT_LIMIT) {
      return text.toString();
    }
    String bound = cut(text) + TextOrder.LAST_CHARACTER;
    while (UTF8String.fromString(bound).compareTo(text) < 0) {
      bound += TextOrder.LAST_CHARACTER; // the text goes on with just that character
    }
    return bound;
  }

  private static String timeDown(long micros) {
    return isoMillis(Math.floorDiv(micros, 1_000L));
  }

  private static String timeUp(long micros) {
    long millis = Math.floorDiv(micros, 1_000L) + (Math.floorMod(micros, 1_000L) == 0 ? 0 : 1);
    // A year of five digits is more than readers parse; they take a maximum as up to 1 ms more.
    return isoMillis(Math.min(millis, Math.floorDiv(Times.MAX_MICROS, 1_000L)));
  }

  private static String isoMillis(long millis) {
    // Always three digits, as Delta writes them: some readers know no other form.
    String text = Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MILLIS).toString();
    return text.indexOf('.') < 0 ? text.replace("Z", ".000Z") : text;
  }
}
