package io.flowlake.lake;

import io.flowlake.model.ColumnType;
import io.flowlake.model.Times;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * Walks one column of a row group, row by row, without an object per value: texts are decoded once
 * for each entry of the dictionary, and only when somebody asks.
 */
final class ColumnCursor extends PrimitiveConverter {
  /** The dictionary entry of a value that is written out. */
  static final int NO_ENTRY = -1;

  private static final int JULIAN_DAY_OF_1970 = 2_440_588;

  private final ColumnDescriptor descriptor;
  private final boolean isText;
  private final long scaleUp;
  private final long scaleDown;
  private @Nullable ColumnReader reader;
  private @Nullable Dictionary dictionary;
  private @Nullable String[] texts = {};
  private boolean present;
  private int entry = NO_ENTRY;
  private long number;
  private @Nullable Binary binary;

  ColumnCursor(ColumnDescriptor descriptor, ColumnType type) {
    this.descriptor = descriptor;
    this.isText = type == ColumnType.STRING;
    TimeUnit unit = unit(descriptor);
    this.scaleUp = unit == TimeUnit.MILLIS ? 1_000 : 1;
    this.scaleDown = unit == TimeUnit.NANOS ? 1_000 : 1;
  }

  /** Begins with the first row of {@code rowGroup}. */
  void open(ColumnReadStore rowGroup) {
    reader = rowGroup.getColumnReader(descriptor);
  }

  /** Reads the row's value and goes behind it. */
  void next() {
    ColumnReader values = reader();
    present = values.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
    if (present) {
      values.writeCurrentValueToConverter();
    }
    values.consume();
  }

  /** Goes behind the row's value without reading it. */
  void skip() {
    ColumnReader values = reader();
    if (values.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel()) {
      values.skip();
    }
    values.consume();
  }

  /** Stands on an entry of the dictionary instead of a row. */
  void stand(int dictionaryEntry) {
    present = true;
    addValueFromDictionary(dictionaryEntry);
  }

  /** Stands on no value instead of a row. */
  void standOnNull() {
    present = false;
  }

  /** Whether the row has a value. */
  boolean isPresent() {
    return present;
  }

  /** The value of a column of numbers, days or times (µs). */
  long number() {
    return number;
  }

  /** The place of the value in the row group's dictionary, or {@link #NO_ENTRY}. */
  int entry() {
    return entry;
  }

  /** How many entries the row group's dictionary has; 0 without one. */
  int entries() {
    return dictionary == null ? 0 : dictionary.getMaxId() + 1;
  }

  /** The value of a column of texts. */
  String text() {
    if (entry == NO_ENTRY) {
      return binary == null ? "" : binary.toStringUsingUTF8();
    }
    String text = texts[entry];
    if (text == null && dictionary != null) {
      text = dictionary.decodeToBinary(entry).toStringUsingUTF8();
      texts[entry] = text;
    }
    return text == null ? "" : text;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary rowGroupDictionary) {
    dictionary = rowGroupDictionary;
    texts = new @Nullable String[isText ? entries() : 0];
  }

  @Override
  public void addValueFromDictionary(int id) {
    entry = id;
    if (!isText && dictionary != null) {
      switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
        case INT32 -> number = dictionary.decodeToInt(id);
        case INT64 -> addLong(dictionary.decodeToLong(id));
        default -> addBinary(dictionary.decodeToBinary(id));
      }
      entry = id;
    }
  }

  @Override
  public void addBinary(Binary value) {
    entry = NO_ENTRY;
    if (isText) {
      binary = value;
    } else {
      number = microsOfInt96(value);
    }
  }

  @Override
  public void addInt(int value) {
    entry = NO_ENTRY;
    number = value;
  }

  @Override
  public void addLong(long value) {
    entry = NO_ENTRY;
    number = scaleDown == 1 ? value * scaleUp : Math.floorDiv(value, scaleDown);
  }

  private ColumnReader reader() {
    ColumnReader open = reader;
    if (open == null) {
      throw new IllegalStateException("open comes first");
    }
    return open;
  }

  /** The old form of times that Spark still writes by default: nanoseconds of a Julian day. */
  private static long microsOfInt96(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanosOfDay = bytes.getLong();
    long day = (long) bytes.getInt() - JULIAN_DAY_OF_1970;
    return day * Times.DAY_MICROS + Math.floorDiv(nanosOfDay, 1_000L);
  }

  private static @Nullable TimeUnit unit(ColumnDescriptor descriptor) {
    LogicalTypeAnnotation type = descriptor.getPrimitiveType().getLogicalTypeAnnotation();
    return type instanceof TimestampLogicalTypeAnnotation time ? time.getUnit() : null;
  }
}
