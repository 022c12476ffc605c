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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Stands before an S3 server on loopback and spoils chosen requests. It passes bytes on unread, so
 * that signatures stay good, and takes one request a connection.
 */
public final class FaultyS3 implements AutoCloseable {
  /**
   * What happens to a request instead of being passed on and answered.
   *
   * @param kind what it is
   * @param status of the answer, or how many milliseconds it is late
   * @param body of the answer
   */
  public record Fault(Kind kind, int status, String body) {
    /** An answer that never came from the server. */
    public static Fault answer(int status, String code) {
      String xml = "<Error><Code>%s</Code><Message>by order of the test</Message></Error>";
      return new Fault(Kind.ANSWER, status, status == 200 ? "" : xml.formatted(code));
    }

    /** The same with a body of the test's own. */
    public static Fault body(int status, String body) {
      return new Fault(Kind.ANSWER, status, body);
    }

    /** The server does its work, and the connection is closed instead of giving its answer. */
    public static Fault lostAnswer() {
      return new Fault(Kind.LOSE_ANSWER, 0, "");
    }

    /** The connection is reset before the server hears anything. */
    public static Fault reset() {
      return new Fault(Kind.RESET, 0, "");
    }

    /** The server hears of the request after so many milliseconds. */
    public static Fault late(int millis) {
      return new Fault(Kind.LATE, millis, "");
    }
  }

  /** What can happen to a request. */
  public enum Kind {
    LOSE_ANSWER,
    ANSWER,
    RESET,
    LATE
  }

  /** A fault and the request it waits for: the first that matches after {@code skip} others. */
  private record Planned(Pattern request, AtomicInteger skip, Fault fault) {
    boolean isFor(String requestLine) {
      return request.matcher(requestLine).lookingAt() && skip.getAndDecrement() == 0;
    }
  }

  /** Decides, by the head of a request, about an answer without asking the server. */
  interface Judge {
    /** Null for a request that may pass. */
    Fault judge(String requestLine, String head);
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
  private final Judge judge;
  private final ConcurrentLinkedDeque<Planned> faults = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Before the server that listens on this port. */
  public FaultyS3(int upstream) throws IOException {
    this(upstream, (requestLine, head) -> null);
  }

  /** The same, with somebody at the door. */
  FaultyS3(int upstream, Judge judge) throws IOException {
    this.upstream = upstream;
    this.judge = judge;
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
    inject(Pattern.quote(requestStart), 0, Fault.lostAnswer());
  }

  /** Answers the next such request itself; a status of 200 says a success that never was. */
  public void answer(String requestStart, int status, String code) {
    inject(Pattern.quote(requestStart), 0, Fault.answer(status, code));
  }

  /**
   * Spoils one request.
   *
   * @param pattern what its first line begins with, a regular expression
   * @param skip how many such requests pass before
   */
  public void inject(String pattern, int skip, Fault fault) {
    faults.add(new Planned(Pattern.compile(pattern), new AtomicInteger(skip), fault));
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
      Fault denial = judge.judge(head.requestLine(), head.text);
      Fault fault = denial == null ? faultFor(head.requestLine()) : denial;
      if (fault == null) {
        forward(client, head, false);
        return;
      }
      switch (fault.kind) {
        case LOSE_ANSWER -> forward(client, head, true);
        case ANSWER -> answerAlone(client, head, fault);
        case RESET -> client.setSoLinger(true, 0);
        case LATE -> {
          pause(fault.status);
          forward(client, head, false);
        }
      }
    }
  }

  private Fault faultFor(String requestLine) {
    for (Planned planned : faults) {
      if (planned.isFor(requestLine) && faults.remove(planned)) {
        return planned.fault;
      }
    }
    return null;
  }

  private static void pause(int millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
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
    String answer =
        "HTTP/1.1 %d Fault\r\nETag: \"%032d\"\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(fault.status, 0, fault.body.length(), fault.body);
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
