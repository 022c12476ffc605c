package io.flowlake.dump;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The product's own records as CSV with a header, such as the portal's download or our export. */
final class NativeCsv implements DumpFormat {
  @Override
  public String name() {
    return "native-csv";
  }

  @Override
  public FormatMatch match(DumpHead head) {
    if (head.isBlank()) {
      return FormatMatch.NO;
    }
    CsvColumns columns = CsvColumns.of(head.lines().get(0));
    String objection = columns.objection();
    if (objection == null) {
      return FormatMatch.YES;
    }
    return columns.known().size() < 2 ? FormatMatch.NO : FormatMatch.almost(objection);
  }

  @Override
  public RecordReader open(ByteWindow window, DumpHead head, DumpSource source) {
    RecordBytes header = new RecordBytes();
    new LineSplitter(window).next(header);
    CsvColumns columns = CsvColumns.of(header.text());
    CsvSplitter splitter = new CsvSplitter(window, columns.delimiter(), columns.columns().size());
    return new RecordReader(name(), window, splitter, new Parser(columns, splitter, source));
  }

  /** Reads one row, whose fields the splitter has found. */
  private static final class Parser implements RecordParser {
    private final List<CsvColumns.Column> columns;
    private final boolean hasEpochs;
    private final CsvSplitter splitter;
    private final NativeFields fields;

    /** The finest text of each time of the row at hand, and the title of its column. */
    private final Map<FlowColumn, Map.Entry<String, String>> times =
        new EnumMap<>(FlowColumn.class);

    Parser(CsvColumns columns, CsvSplitter splitter, DumpSource source) {
      this.columns = columns.columns();
      this.hasEpochs = this.columns.stream().anyMatch(CsvColumns.Column::epoch);
      this.splitter = splitter;
      this.fields = new NativeFields(source);
      for (CsvColumns.Column column : this.columns) {
        if (column.field() != null) {
          fields.called(column.field(), column.title());
        }
      }
    }

    @Override
    public Flow parse(RecordBytes record) throws BadRecordException {
      fields.clear();
      times.clear();
      for (int i = 0; i < columns.size(); i++) {
        String text = splitter.text(record, i);
        if (!text.isBlank()) {
          take(columns.get(i), i, text);
        }
      }
      for (Map.Entry<FlowColumn, Map.Entry<String, String>> time : times.entrySet()) {
        fields.put(time.getKey(), time.getValue().getKey(), time.getValue().getValue());
      }
      return fields.flow();
    }

    private void take(CsvColumns.Column column, int position, String text)
        throws BadRecordException {
      FlowColumn field = column.field();
      if (field == null) {
        String name = column.title().isEmpty() ? "column_" + (position + 1) : column.title();
        fields.meta().takeExtra(name, JsonText.literal(text));
      } else if (hasEpochs && (field == FlowColumn.START_TIME || field == FlowColumn.END_TIME)) {
        takeTime(field, column, text);
      } else if (field == FlowColumn.META) {
        if (!NativeFields.isAbsent(text)) {
          fields.meta().takeString(text);
        }
      } else if (field != FlowColumn.DAY) {
        // The day is derived from the start time; it is no field of a record.
        fields.put(field, column.title(), text);
      }
    }

    /** Of a time that people read and its number the finer counts; the number has a known zone. */
    private void takeTime(FlowColumn field, CsvColumns.Column column, String text) {
      Map.Entry<String, String> other = times.get(field);
      int step = other == null ? 1 : fineness(text) - fineness(other.getValue());
      if (step > 0 || (step == 0 && column.epoch())) {
        times.put(field, Map.entry(column.title(), text));
      }
    }

    /** -1 for no time, else 0, 1, 2 for seconds, milliseconds, microseconds. */
    private static int fineness(String text) {
      try {
        long micros = Times.parse(text);
        return micros % 1_000 != 0 ? 2 : micros % 1_000_000 != 0 ? 1 : 0;
      } catch (IllegalArgumentException e) {
        return -1;
      }
    }
  }
}
