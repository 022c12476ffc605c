package io.flowlake.generate;

import io.flowlake.model.FlowColumn;
import java.util.List;
import java.util.stream.Collectors;

/** CSV (RFC 4180, LF) whose header names the fields as the native format does. */
final class CsvLines implements RecordEncoder {
  private static final List<FlowColumn> COLUMNS =
      List.of(
          FlowColumn.NODE,
          FlowColumn.SOURCE_NODE,
          FlowColumn.SOURCE_IP,
          FlowColumn.SOURCE_PORT,
          FlowColumn.SENT_BYTES,
          FlowColumn.DEST_NODE,
          FlowColumn.DEST_IP,
          FlowColumn.DEST_PORT,
          FlowColumn.RECV_BYTES,
          FlowColumn.START_TIME,
          FlowColumn.END_TIME,
          FlowColumn.PROTOCOL,
          FlowColumn.TCP_FLAGS,
          FlowColumn.FLOW_FLAGS,
          FlowColumn.ACTIVITY_ID,
          FlowColumn.META);

  /** The quote is inside a field: at its beginning it would swallow the good lines after it. */
  private static final byte[] STRAY_QUOTE = ByteSink.ascii(",extra,never\"closed");

  private final NodeNames nodes;

  CsvLines(NodeNames nodes) {
    this.nodes = nodes;
  }

  @Override
  public byte[] header() {
    String names = COLUMNS.stream().map(FlowColumn::rawField).collect(Collectors.joining(","));
    return ByteSink.ascii(names + "\n");
  }

  @Override
  public void write(RecordKind kind, FlowDraft draft, ByteSink sink) {
    int from = sink.size();
    if (kind == RecordKind.OPEN_QUOTE) {
      // Readers differ on extra fields and stray quotes; that all must reject the line is certain
      // so.
      draft.sourceAddress = Addresses.BROKEN;
    }
    if (kind != RecordKind.EMPTY) {
      ends(draft, sink);
      course(draft, sink);
    }
    if (kind == RecordKind.TRUNCATED) {
      FieldWriter.truncateLine(from, sink);
    } else if (kind == RecordKind.OPEN_QUOTE) {
      sink.put(STRAY_QUOTE);
    }
    sink.put('\n');
  }

  private void ends(FlowDraft draft, ByteSink sink) {
    sink.put(nodes.bytes(draft.node));
    node(draft.sourceNode, draft.quirk, sink);
    address(draft.sourceAddress, sink);
    port(draft.sourcePort, draft.quirk, sink);
    number(draft.sentBytes, draft.quirk, sink);
    node(draft.destNode, draft.quirk, sink);
    address(draft.destAddress, sink);
    port(draft.destPort, draft.quirk, sink);
    number(draft.recvBytes, draft.quirk, sink);
  }

  private static void course(FlowDraft draft, ByteSink sink) {
    time(draft.startMillis, draft.quirk, sink);
    time(draft.endMillis, draft.quirk, sink);
    sink.put(',');
    sink.put(draft.traffic.bytes());
    sink.put(',');
    if (draft.tcpFlags == FlowDraft.NONE) {
      nothing(draft.quirk, sink);
    } else {
      FieldWriter.tcpFlags(draft.tcpFlags, draft.quirk, sink);
    }
    number(draft.flowFlags, draft.quirk, sink);
    sink.put(',');
    if (draft.activity == 0) {
      nothing(draft.quirk, sink);
    } else {
      sink.put(ByteSink.ascii(draft.activityId()));
    }
    sink.put(',');
    if (draft.meta == FlowDraft.NONE) {
      nothing(draft.quirk, sink);
    } else {
      sink.put(ByteSink.ascii('"' + draft.metaText().replace("\"", "\"\"") + '"'));
    }
  }

  private void node(int node, Quirk quirk, ByteSink sink) {
    sink.put(',');
    if (node == FlowDraft.NONE) {
      nothing(quirk, sink);
    } else {
      sink.put(nodes.bytes(node));
    }
  }

  private static void address(long address, ByteSink sink) {
    sink.put(',');
    Addresses.write(address, sink);
  }

  private static void port(int port, Quirk quirk, ByteSink sink) {
    sink.put(',');
    if (port == FlowDraft.NONE) {
      nothing(quirk, sink);
    } else {
      FieldWriter.port(port, quirk, sink);
    }
  }

  private static void number(long number, Quirk quirk, ByteSink sink) {
    sink.put(',');
    if (number == FlowDraft.NONE) {
      nothing(quirk, sink);
    } else {
      sink.number(number);
    }
  }

  private static void time(long millis, Quirk quirk, ByteSink sink) {
    boolean asNumber = quirk == Quirk.EPOCH_TIMES && millis != FlowDraft.BROKEN_TIME;
    if (asNumber || millis == FlowDraft.NONE) {
      number(millis, quirk, sink);
    } else {
      sink.put(',');
      FieldWriter.time(millis, sink);
    }
  }

  private static void nothing(Quirk quirk, ByteSink sink) {
    if (quirk == Quirk.DASH_NULLS) {
      sink.put('-');
    }
  }
}
