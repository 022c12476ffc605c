package io.flowlake.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statistics of data files as the log has them (Delta protocol, "Per-file Statistics"),
 * for chosen columns. What another writer left out or wrote in a way of its own says nothing.
 */
final class StatisticsText {
  private static final JsonFactory JSON = new JsonFactory();

  private final FileBounds.Columns columns;
  private final Map<String, FlowColumn> byName = new HashMap<>();

  /** A reader for {@code wanted} columns, which go by their own names. */
  StatisticsText(Set<FlowColumn> wanted) {
    this(wanted, Map.of());
  }

  /**
   * A reader for {@code wanted} columns.
   *
   * @param storedNames the names of columns in files where they are not their own (column mapping)
   */
  StatisticsText(Set<FlowColumn> wanted, Map<FlowColumn, String> storedNames) {
    this.columns = new FileBounds.Columns(wanted);
    for (FlowColumn column : FlowColumn.all()) {
      if (columns.has(column)) {
        byName.put(storedNames.getOrDefault(column, column.columnName()), column);
      }
    }
  }

  /** The bounds of a file of {@code partition}; {@code json} is null where there are none. */
  FileBounds read(@Nullable String json, Partition partition) {
    FileBounds bounds = new FileBounds(partition, columns);
    if (json == null || json.isEmpty()) {
      return bounds;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        readPart(parser, bounds);
      }
      return bounds;
    } catch (IOException e) {
      return new FileBounds(partition, columns);
    }
  }

  private void readPart(JsonParser parser, FileBounds bounds) throws IOException {
    String part = parser.currentName();
    JsonToken value = parser.nextToken();
    if (part.equals("numRecords") && isWhole(parser)) {
      bounds.setRows(parser.getLongValue());
    } else if (value == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        FlowColumn column = byName.get(parser.currentName());
        parser.nextToken();
        if (column == null) {
          parser.skipChildren();
        } else {
          readValue(parser, part, column, bounds);
        }
      }
    } else {
      parser.skipChildren();
    }
  }

  private static void readValue(
      JsonParser parser, String part, FlowColumn column, FileBounds bounds) throws IOException {
    switch (part) {
      case "nullCount" -> {
        if (isWhole(parser)) {
          bounds.setNulls(column, parser.getLongValue());
        }
      }
      case "minValues" -> readBound(parser, column, bounds, true);
      case "maxValues" -> readBound(parser, column, bounds, false);
      default -> {
        // A later version of the protocol may say more.
      }
    }
    parser.skipChildren();
  }

  private static void readBound(
      JsonParser parser, FlowColumn column, FileBounds bounds, boolean lower) throws IOException {
    boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
    switch (column.type()) {
      case STRING -> {
        if (text) {
          bounds.setText(column, parser.getText(), lower);
        }
      }
      case TIMESTAMP -> {
        if (text) {
          readTime(parser.getText(), column, bounds, lower);
        }
      }
      case DATE, INT, LONG -> {
        if (isWhole(parser)) {
          bounds.setNumber(column, parser.getLongValue(), lower);
        }
      }
    }
  }

  private static void readTime(String text, FlowColumn column, FileBounds bounds, boolean lower) {
    try {
      bounds.setTime(column, Times.parse(text), lower);
    } catch (IllegalArgumentException e) {
      // Another writer's bound that we cannot read says nothing.
    }
  }

  private static boolean isWhole(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }
}
