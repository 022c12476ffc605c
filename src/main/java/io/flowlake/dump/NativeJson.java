package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The product's own records as JSON: one a line, over several lines, or in an array. */
final class NativeJson implements DumpFormat {
  private static final Set<FlowColumn> TELLING =
      Set.of(FlowColumn.START_TIME, FlowColumn.SOURCE_IP, FlowColumn.DEST_IP);

  @Override
  public String name() {
    return "native-json";
  }

  @Override
  public FormatMatch match(DumpHead head) {
    if (!head.hasJsonObject()) {
      return FormatMatch.NO;
    }
    boolean known =
        head.jsonNames().stream()
            .map(FlowColumn::named)
            .flatMap(Optional::stream)
            .anyMatch(TELLING::contains);
    if (known || head.text().indexOf(':') < 0) {
      return FormatMatch.YES;
    }
    return FormatMatch.almost(
        "JSON, but none of the fields startTime, sourceIP and destIP (nor Zeek's) is in its first "
            + DumpHead.LENGTH / 1024
            + " KiB; name the fields so");
  }

  @Override
  public RecordReader open(ByteWindow window, DumpHead head, DumpSource source) {
    return new RecordReader(
        name(), window, new JsonSplitter(window, head.jsonLayout()), new Parser(source));
  }

  /** Reads one JSON object. */
  private static final class Parser implements RecordParser {
    private static final int MAX_REMEMBERED_NAMES = 1_000;

    private final NativeFields fields;
    private final Map<String, Optional<FlowColumn>> columns = new HashMap<>();

    Parser(DumpSource source) {
      fields = new NativeFields(source);
    }

    @Override
    public @Nullable Flow parse(RecordBytes record) throws BadRecordException {
      fields.clear();
      try (JsonCursor cursor = new JsonCursor(record)) {
        for (String name = cursor.next(); name != null; name = cursor.next()) {
          FlowColumn column = columnOf(name);
          if (column == null) {
            takeExtra(cursor, name);
          } else if (column == FlowColumn.META) {
            takeMeta(cursor, name);
          } else {
            take(cursor, column, name);
          }
        }
      }
      return fields.flow();
    }

    private void take(JsonCursor cursor, FlowColumn column, String name) throws BadRecordException {
      if (cursor.isNested()) {
        throw BadRecordException.badValue(
            name, Excerpt.quoted(cursor.json()) + " is an object or an array, and no plain value");
      }
      // The day is derived from the start time; it is no field of a record.
      if (column != FlowColumn.DAY) {
        fields.put(column, name, cursor.isNull() ? "" : cursor.text());
      }
    }

    private void takeMeta(JsonCursor cursor, String name) throws BadRecordException {
      boolean text = cursor.isString();
      String value = cursor.isNull() ? "" : text ? cursor.text() : cursor.json();
      fields.put(FlowColumn.META, name, value);
      if (!NativeFields.isAbsent(value)) {
        if (text) {
          fields.meta().takeString(value);
        } else {
          fields.meta().takeJson(value);
        }
      }
    }

    private void takeExtra(JsonCursor cursor, String name) throws BadRecordException {
      if (!cursor.isNull()) {
        fields.meta().takeExtra(name, cursor.json());
      }
    }

    private @Nullable FlowColumn columnOf(String name) {
      Optional<FlowColumn> column = columns.get(name);
      if (column == null) {
        column = FlowColumn.named(name);
        if (columns.size() < MAX_REMEMBERED_NAMES) {
          columns.put(name, column);
        }
      }
      return column.orElse(null);
    }
  }
}
