package io.flowlake.bench;

import io.flowlake.lake.Partition;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Writes flows as the product's files, but with addresses in any form and any settings. */
final class FormWriter {
  private record Field(PrimitiveType type, Function<Flow, Object> value) {}

  private final List<Field> fields = new ArrayList<>();
  private final Map<String, IpAddress> addresses;
  private final AddressForm form;
  private final WriteSettings settings;

  FormWriter(AddressForm form, WriteSettings settings, Map<String, IpAddress> addresses) {
    this.form = form;
    this.settings = settings;
    this.addresses = addresses;
    number(FlowColumn.START_TIME, Flow::startTime);
    number(FlowColumn.END_TIME, Flow::endTime);
    text(FlowColumn.PROTOCOL, Flow::protocol);
    text(FlowColumn.SOURCE_NODE, Flow::sourceNode);
    address(FlowColumn.SOURCE_IP, Flow::sourceIp);
    number(FlowColumn.SOURCE_PORT, Flow::sourcePort);
    text(FlowColumn.DEST_NODE, Flow::destNode);
    address(FlowColumn.DEST_IP, Flow::destIp);
    number(FlowColumn.DEST_PORT, Flow::destPort);
    number(FlowColumn.RECV_BYTES, Flow::recvBytes);
    number(FlowColumn.SENT_BYTES, Flow::sentBytes);
    number(FlowColumn.TCP_FLAGS, Flow::tcpFlags);
    number(FlowColumn.FLOW_FLAGS, Flow::flowFlags);
    text(FlowColumn.ACTIVITY_ID, Flow::activityId);
    text(FlowColumn.META, Flow::meta);
  }

  /** Writes the partitions below {@code folder}, in files of the layout's size. */
  void write(Map<Partition, List<Flow>> partitions, Path folder) throws IOException {
    for (Map.Entry<Partition, List<Flow>> entry : partitions.entrySet()) {
      write(entry.getValue(), new Path(folder, entry.getKey().folder()));
    }
  }

  private void write(List<Flow> flows, Path folder) throws IOException {
    List<Flow> sorted = flows;
    if (form == AddressForm.TEXT_BY_ADDRESS) {
      sorted = new ArrayList<>(flows);
      sorted.sort(Comparator.comparing(Flow::destIp));
    }
    int row = 0;
    for (int file = 0; row < sorted.size(); file++) {
      try (ParquetWriter<Flow> writer = open(new Path(folder, "flows-" + file + ".parquet"))) {
        do {
          writer.write(sorted.get(row++));
        } while (row < sorted.size()
            && (row % 10_000 != 0 || writer.getDataSize() < settings.layout().fileBytes()));
      }
    }
  }

  private ParquetWriter<Flow> open(Path file) throws IOException {
    Configuration configuration = new Configuration();
    configuration.setInt("parquet.compression.codec.zstd.level", settings.zstdLevel());
    return new Builder(HadoopOutputFile.fromPath(file, configuration))
        .withConf(configuration)
        .withWriterVersion(settings.version())
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(settings.layout().rowGroupBytes())
        .withPageRowCountLimit(settings.layout().pageRows())
        .build();
  }

  private void text(FlowColumn column, Function<Flow, String> value) {
    PrimitiveType type =
        Types.optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(column.columnName());
    fields.add(
        new Field(
            type,
            flow -> {
              String text = value.apply(flow);
              return text == null ? null : Binary.fromString(text);
            }));
  }

  private void number(FlowColumn column, Function<Flow, Object> value) {
    PrimitiveType type =
        switch (column.type()) {
          case TIMESTAMP ->
              Types.optional(PrimitiveTypeName.INT64)
                  .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                  .named(column.columnName());
          case LONG -> Types.optional(PrimitiveTypeName.INT64).named(column.columnName());
          case INT -> Types.optional(PrimitiveTypeName.INT32).named(column.columnName());
          case STRING, DATE -> throw new IllegalArgumentException(column.columnName());
        };
    fields.add(new Field(type, value));
  }

  private void address(FlowColumn column, Function<Flow, String> text) {
    form.columns(column.columnName())
        .forEach(
            (type, value) ->
                fields.add(
                    new Field(
                        type,
                        type.getLogicalTypeAnnotation() == null
                            ? flow -> value.apply(addresses.get(text.apply(flow)))
                            : flow -> Binary.fromString(text.apply(flow)))));
  }

  private final class Builder extends ParquetWriter.Builder<Flow, Builder> {
    Builder(HadoopOutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Flow> getWriteSupport(ParquetConfiguration configuration) {
      return new Support();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract until Parquet 2
    protected WriteSupport<Flow> getWriteSupport(Configuration configuration) {
      return new Support();
    }
  }

  private final class Support extends WriteSupport<Flow> {
    private RecordConsumer record;

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return context();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract until Parquet 2
    public WriteContext init(Configuration configuration) {
      return context();
    }

    private WriteContext context() {
      Types.MessageTypeBuilder message = Types.buildMessage();
      fields.forEach(field -> message.addField(field.type()));
      MessageType schema = message.named("flow");
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      record = consumer;
    }

    @Override
    public void write(Flow flow) {
      record.startMessage();
      for (int i = 0; i < fields.size(); i++) {
        Object value = fields.get(i).value().apply(flow);
        if (value != null) {
          String name = fields.get(i).type().getName();
          record.startField(name, i);
          add(value);
          record.endField(name, i);
        }
      }
      record.endMessage();
    }

    private void add(Object value) {
      if (value instanceof Binary binary) {
        record.addBinary(binary);
      } else if (value instanceof Integer number) {
        record.addInteger(number);
      } else {
        record.addLong((Long) value);
      }
    }
  }
}
