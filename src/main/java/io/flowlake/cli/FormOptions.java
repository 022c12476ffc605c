package io.flowlake.cli;

import io.flowlake.filter.End;
import io.flowlake.filter.FilterValues;
import io.flowlake.filter.FilterValues.FlagsMode;
import io.flowlake.filter.Quantity;
import io.flowlake.model.FlowColumn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The fields of the product's search form; each narrows the search further. */
final class FormOptions {
  private static final String NODE = "--node";
  private static final String SOURCE_NODE = "--source-node";
  private static final String DEST_NODE = "--dest-node";
  private static final String SOURCE_IP = "--source-ip";
  private static final String DEST_IP = "--dest-ip";
  private static final String SOURCE_PORT = "--source-port";
  private static final String DEST_PORT = "--dest-port";
  private static final String PROTOCOL = "--protocol";
  private static final String TCP_FLAGS = "--tcp-flags";
  private static final String TCP_FLAGS_MODE = "--tcp-flags-mode";
  private static final String RECV_BYTES = "--recv-bytes";
  private static final String SENT_BYTES = "--sent-bytes";

  private static final String NAMES = "NAMES";
  private static final String ADDRESSES = "ADDRESSES";
  private static final String NUMBERS = "NUMBERS";

  @ThisRunOnly
  @Option(
      names = NODE,
      paramLabel = NAMES,
      description =
          "The node that logged the flow; default: every node of the organization. Names with commas between them, * and ? stand for any text and letter.")
  private @Nullable String node;

  @ThisRunOnly
  @Option(
      names = SOURCE_NODE,
      paramLabel = NAMES,
      description = "The node that initiated the flow.")
  private @Nullable String sourceNode;

  @ThisRunOnly
  @Option(names = DEST_NODE, paramLabel = NAMES, description = "The node that received the flow.")
  private @Nullable String destNode;

  @ThisRunOnly
  @Option(
      names = SOURCE_IP,
      paramLabel = ADDRESSES,
      description = "Addresses or CIDR blocks, with commas between them; != before them: none.")
  private @Nullable String sourceIp;

  @ThisRunOnly
  @Option(names = DEST_IP, paramLabel = ADDRESSES, description = "As --source-ip.")
  private @Nullable String destIp;

  @ThisRunOnly
  @Option(
      names = SOURCE_PORT,
      paramLabel = NUMBERS,
      description = "Ports: 443, !=22, >1023, 80,443 or 8000..8100.")
  private @Nullable String sourcePort;

  @ThisRunOnly
  @Option(names = DEST_PORT, paramLabel = NUMBERS, description = "As --source-port.")
  private @Nullable String destPort;

  @ThisRunOnly
  @Option(
      names = PROTOCOL,
      paramLabel = "PROTOCOLS",
      description = "Names or IANA numbers, with commas between them.")
  private @Nullable String protocol;

  @ThisRunOnly
  @Option(
      names = TCP_FLAGS,
      paramLabel = "FLAGS",
      description = "Names (SYN,ACK) or letters (SA); needs --tcp-flags-mode.")
  private @Nullable String tcpFlags;

  @ThisRunOnly
  @Option(
      names = TCP_FLAGS_MODE,
      paramLabel = "MODE",
      description = "What --tcp-flags asks for: all, any, none or exact.")
  private @Nullable FlagsMode tcpFlagsMode;

  @ThisRunOnly
  @Option(
      names = RECV_BYTES,
      paramLabel = NUMBERS,
      description = "Bytes received at the source node: >10M, <=64KiB, 1k..2k.")
  private @Nullable String recvBytes;

  @ThisRunOnly
  @Option(
      names = SENT_BYTES,
      paramLabel = NUMBERS,
      description = "Bytes sent from the source node, as --recv-bytes.")
  private @Nullable String sentBytes;

  /** Adds what was given to {@code parts}. */
  void addTo(FilterParts parts) {
    parts.addParsed(NODE, node, names -> FilterValues.globs(FlowColumn.NODE, names));
    parts.addParsed(
        SOURCE_NODE, sourceNode, text -> FilterValues.globs(FlowColumn.SOURCE_NODE, text));
    parts.addParsed(DEST_NODE, destNode, text -> FilterValues.globs(FlowColumn.DEST_NODE, text));
    parts.addParsed(SOURCE_IP, sourceIp, text -> FilterValues.addresses(End.SOURCE, text));
    parts.addParsed(DEST_IP, destIp, text -> FilterValues.addresses(End.DEST, text));
    parts.addParsed(
        SOURCE_PORT, sourcePort, text -> FilterValues.ranges(Quantity.SOURCE_PORT, text));
    parts.addParsed(DEST_PORT, destPort, text -> FilterValues.ranges(Quantity.DEST_PORT, text));
    parts.addParsed(PROTOCOL, protocol, FilterValues::protocols);
    addFlags(parts);
    parts.addParsed(RECV_BYTES, recvBytes, text -> FilterValues.ranges(Quantity.RECV_BYTES, text));
    parts.addParsed(SENT_BYTES, sentBytes, text -> FilterValues.ranges(Quantity.SENT_BYTES, text));
  }

  /**
   * The product's page says that all selected flags must match, its API that one of them must: so
   * neither is the default.
   */
  private void addFlags(FilterParts parts) {
    FlagsMode mode = tcpFlagsMode;
    if (tcpFlags != null && mode == null) {
      parts.mistake(
          "Cannot use --tcp-flags without --tcp-flags-mode: the product's page means all of the flags, its API any of them. Add --tcp-flags-mode all, any, none or exact.");
    } else if (mode != null && tcpFlags == null) {
      parts.mistake(
          "Cannot use --tcp-flags-mode without --tcp-flags: there are no flags to look for. Add --tcp-flags FLAGS.");
    } else if (mode != null) {
      parts.add(TCP_FLAGS, tcpFlags, text -> FilterValues.flags(mode, text));
    }
  }
}
