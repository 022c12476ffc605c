package io.flowlake.generate;

/** The names of the nodes, {@code edge-0001} for the busiest, as text and as bytes. */
final class NodeNames {
  private final String[] texts;
  private final byte[][] bytes;

  NodeNames(int count) {
    texts = new String[count];
    bytes = new byte[count][];
    for (int node = 0; node < count; node++) {
      String digits = Integer.toString(node + 1);
      texts[node] = "edge-" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
      bytes[node] = ByteSink.ascii(texts[node]);
    }
  }

  String text(int node) {
    return texts[node];
  }

  byte[] bytes(int node) {
    return bytes[node];
  }
}
