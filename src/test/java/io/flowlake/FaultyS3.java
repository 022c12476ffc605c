package io.flowlake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before an S3 server on loopback and spoils chosen requests. It passes bytes on unread, so
 * that signatures stay good, and takes one request a connection.
 */
public final class FaultyS3 implements AutoCloseable {
  /** What happens to the next request whose first line begins with {@code start}. */
  private record Fault(String start, Kind kind, int status, String code) {}

  private enum Kind {
    LOSE_ANSWER,
    ANSWER
  }

  /** The head of a request, up to and with the empty line. */
  private record Head(String text) {
    String requestLine() {
      return text.substring(0, text.indexOf("\r\n"));
    }

    int contentLength() {
      return text.toLowerCase(Locale.ROOT)
          .lines()
          .filter(line -> line.startsWith("content-length:"))
          .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
          .findFirst()
          .orElse(0);
    }

    boolean waitsForContinue() {
      return text.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue");
    }

    /** The same request, after which the server closes the connection. */
    byte[] closing() {
      String kept = text.replaceAll("(?i)\r\nconnection:[^\r]*", "");
      return kept.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private final int upstream;
  private final ServerSocket server;
  private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Before the server that listens on this port. */
  public FaultyS3(int upstream) throws IOException {
    this.upstream = upstream;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    startThread(this::accept);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** The request lines so far, without the protocol's version. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Passes the next such request on, and cuts the connection instead of giving the answer. */
  public void loseAnswer(String requestStart) {
    faults.add(new Fault(requestStart, Kind.LOSE_ANSWER, 0, ""));
  }

  /** Answers the next such request itself; a status of 200 says a success that never was. */
  public void answer(String requestStart, int status, String code) {
    faults.add(new Fault(requestStart, Kind.ANSWER, status, code));
  }

  /** Whether all faults have happened. */
  public boolean isSpent() {
    return faults.isEmpty();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      startThread(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      Head head = readHead(client.getInputStream());
      if (head == null) {
        return;
      }
      requests.add(head.requestLine().replace(" HTTP/1.1", ""));
      Fault fault = faultFor(head);
      if (fault != null && fault.kind == Kind.ANSWER) {
        answerAlone(client, head, fault);
      } else {
        forward(client, head, fault != null);
      }
    }
  }

  private Fault faultFor(Head head) {
    for (Fault fault : faults) {
      if (head.requestLine().startsWith(fault.start) && faults.remove(fault)) {
        return fault;
      }
    }
    return null;
  }

  private void forward(Socket client, Head head, boolean loseAnswer) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      server.getOutputStream().write(head.closing());
      startThread(() -> client.getInputStream().transferTo(server.getOutputStream()));
      if (loseAnswer) {
        passContinueOnly(client, server, head);
      } else {
        server.getInputStream().transferTo(client.getOutputStream());
      }
    }
  }

  /** Reads the whole answer, so that the server has done its work, and keeps it. */
  private static void passContinueOnly(Socket client, Socket server, Head head) throws IOException {
    if (head.waitsForContinue()) {
      readHead(server.getInputStream());
      client
          .getOutputStream()
          .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    server.getInputStream().readAllBytes();
  }

  private static void answerAlone(Socket client, Head head, Fault fault) throws IOException {
    OutputStream out = client.getOutputStream();
    if (head.waitsForContinue()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    client.getInputStream().readNBytes(head.contentLength());
    String body =
        fault.status == 200
            ? ""
            : "<Error><Code>%s</Code><Message>by order of the test</Message></Error>"
                .formatted(fault.code);
    String answer =
        "HTTP/1.1 %d Fault\r\nETag: \"0\"\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(fault.status, body.length(), body);
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static Head readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = in.read(); b != -1; b = in.read()) {
      head.write(b);
      if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return new Head(head.toString(StandardCharsets.ISO_8859_1));
      }
    }
    return null;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void startThread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException closed) {
                // The end of a connection, or of the test.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
