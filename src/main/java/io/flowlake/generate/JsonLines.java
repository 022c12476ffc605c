package io.flowlake.generate;

import io.flowlake.model.FlowColumn;

/** The native format: an object a line, {@code {"nodeId":"edge-0001","sourceNode":…}}. */
final class JsonLines implements RecordEncoder {
  private static final byte[] NODE = ByteSink.ascii("{\"" + FlowColumn.NODE.rawField() + "\":");
  private static final byte[] SOURCE_NODE = key(FlowColumn.SOURCE_NODE);
  private static final byte[] SOURCE_IP = key(FlowColumn.SOURCE_IP);
  private static final byte[] SOURCE_PORT = key(FlowColumn.SOURCE_PORT);
  private static final byte[] SENT_BYTES = key(FlowColumn.SENT_BYTES);
  private static final byte[] DEST_NODE = key(FlowColumn.DEST_NODE);
  private static final byte[] DEST_IP = key(FlowColumn.DEST_IP);
  private static final byte[] DEST_PORT = key(FlowColumn.DEST_PORT);
  private static final byte[] RECV_BYTES = key(FlowColumn.RECV_BYTES);
  private static final byte[] START_TIME = key(FlowColumn.START_TIME);
  private static final byte[] END_TIME = key(FlowColumn.END_TIME);
  private static final byte[] PROTOCOL = key(FlowColumn.PROTOCOL);
  private static final byte[] TCP_FLAGS = key(FlowColumn.TCP_FLAGS);
  private static final byte[] FLOW_FLAGS = key(FlowColumn.FLOW_FLAGS);
  private static final byte[] ACTIVITY_ID = key(FlowColumn.ACTIVITY_ID);
  private static final byte[] META = key(FlowColumn.META);
  private static final byte[] NULL = ByteSink.ascii("null");
  private static final byte[] DASH = ByteSink.ascii("\"-\"");
  private static final byte[] UNCLOSED = ByteSink.ascii(",\"extra\":1,\"note\":\"never closed");

  private final NodeNames nodes;

  JsonLines(NodeNames nodes) {
    this.nodes = nodes;
  }

  @Override
  public byte[] header() {
    return new byte[0];
  }

  @Override
  public void write(RecordKind kind, FlowDraft draft, ByteSink sink) {
    int from = sink.size();
    if (kind != RecordKind.EMPTY) {
      ends(draft, sink);
      course(draft, sink);
      verdict(draft, sink);
    }
    if (kind == RecordKind.TRUNCATED) {
      FieldWriter.truncateLine(from, sink);
    } else if (kind == RecordKind.OPEN_QUOTE) {
      sink.put(UNCLOSED);
    } else if (kind != RecordKind.EMPTY) {
      sink.put('}');
    }
    sink.put('\n');
  }

  private void ends(FlowDraft draft, ByteSink sink) {
    sink.put(NODE);
    quoted(nodes.bytes(draft.node), sink);
    node(SOURCE_NODE, draft.sourceNode, draft.quirk, sink);
    address(SOURCE_IP, draft.sourceAddress, sink);
    port(SOURCE_PORT, draft.sourcePort, draft.quirk, sink);
    sink.put(SENT_BYTES);
    sink.number(draft.sentBytes);
    node(DEST_NODE, draft.destNode, draft.quirk, sink);
    address(DEST_IP, draft.destAddress, sink);
    port(DEST_PORT, draft.destPort, draft.quirk, sink);
    sink.put(RECV_BYTES);
    sink.number(draft.recvBytes);
  }

  private void course(FlowDraft draft, ByteSink sink) {
    sink.put(START_TIME);
    time(draft.startMillis, draft.quirk, sink);
    if (draft.endMillis == FlowDraft.NONE) {
      nothing(END_TIME, draft.quirk, sink);
    } else {
      sink.put(END_TIME);
      time(draft.endMillis, draft.quirk, sink);
    }
    sink.put(PROTOCOL);
    quoted(draft.traffic.bytes(), sink);
  }

  private void verdict(FlowDraft draft, ByteSink sink) {
    Quirk quirk = draft.quirk;
    if (draft.tcpFlags == FlowDraft.NONE) {
      nothing(TCP_FLAGS, quirk, sink);
    } else {
      sink.put(TCP_FLAGS);
      quote(quirk, sink);
      FieldWriter.tcpFlags(draft.tcpFlags, quirk, sink);
      quote(quirk, sink);
    }
    if (draft.flowFlags == FlowDraft.NONE) {
      nothing(FLOW_FLAGS, quirk, sink);
    } else {
      sink.put(FLOW_FLAGS);
      quote(quirk, sink);
      sink.number(draft.flowFlags);
      quote(quirk, sink);
    }
    if (draft.activity == 0) {
      nothing(ACTIVITY_ID, quirk, sink);
    } else {
      sink.put(ACTIVITY_ID);
      quoted(ByteSink.ascii(draft.activityId()), sink);
    }
    if (draft.meta == FlowDraft.NONE) {
      nothing(META, quirk, sink);
    } else {
      sink.put(META);
      sink.put(ByteSink.ascii(draft.metaText()));
    }
  }

  private void node(byte[] key, int node, Quirk quirk, ByteSink sink) {
    if (node == FlowDraft.NONE) {
      nothing(key, quirk, sink);
    } else {
      sink.put(key);
      quoted(nodes.bytes(node), sink);
    }
  }

  private static void address(byte[] key, long address, ByteSink sink) {
    sink.put(key);
    sink.put('"');
    Addresses.write(address, sink);
    sink.put('"');
  }

  private static void port(byte[] key, int port, Quirk quirk, ByteSink sink) {
    if (port == FlowDraft.NONE) {
      nothing(key, quirk, sink);
    } else {
      sink.put(key);
      FieldWriter.port(port, quirk, sink);
    }
  }

  private static void time(long millis, Quirk quirk, ByteSink sink) {
    if (quirk == Quirk.EPOCH_TIMES && millis != FlowDraft.BROKEN_TIME) {
      sink.number(millis);
    } else {
      sink.put('"');
      FieldWriter.time(millis, sink);
      sink.put('"');
    }
  }

  private static void nothing(byte[] key, Quirk quirk, ByteSink sink) {
    if (quirk != Quirk.ABSENT_NULLS) {
      sink.put(key);
      sink.put(quirk == Quirk.DASH_NULLS ? DASH : NULL);
    }
  }

  private static void quoted(byte[] text, ByteSink sink) {
    sink.put('"');
    sink.put(text);
    sink.put('"');
  }

  private static void quote(Quirk quirk, ByteSink sink) {
    if (quirk != Quirk.NUMBERS) {
      sink.put('"');
    }
  }

  private static byte[] key(FlowColumn column) {
    return ByteSink.ascii(",\"" + column.rawField() + "\":");
  }
}
