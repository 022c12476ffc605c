package io.flowlake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a server on loopback is reached, and what stands before it: both plainly, or both in TLS.
 *
 * @param upstream the server's port
 * @param tls with the server's own certificate, which it trusts too; empty for HTTP
 */
public record Wire(int upstream, Optional<SSLContext> tls) {
  /** HTTP. */
  public static Wire plain(int upstream) {
    return new Wire(upstream, Optional.empty());
  }

  String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  ServerSocket listen() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return tls.isPresent()
        ? tls.get().getServerSocketFactory().createServerSocket(0, 50, loopback)
        : new ServerSocket(0, 50, loopback);
  }

  Socket connect() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return tls.isPresent()
        ? tls.get().getSocketFactory().createSocket(loopback, upstream)
        : new Socket(loopback, upstream);
  }
}
