package io.flowlake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Stands before an S3 server on loopback and spoils chosen requests. It passes bytes on unread, so
 * that signatures stay good, and takes one request a connection.
 */
public final class FaultyS3 implements AutoCloseable {
  /** How long a client may take to see that it was answered. */
  private static final long LINGER_MILLIS = 5_000;

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

    String request() {
      return requestLine().replace(" HTTP/1.1", "");
    }

    /** Of an answer. */
    int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
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

    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same request, after which the server closes the connection. */
    byte[] closing() {
      String kept = text.replaceAll("(?i)\r\nconnection:[^\r]*", "");
      return kept.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * What the server said.
   *
   * @param request its first line, without the protocol's version
   */
  public record Answer(String request, int status) {}

  private final Wire wire;
  private final ServerSocket server;
  private final Judge judge;
  private final ConcurrentLinkedDeque<Planned> faults = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();

  /** Before the server that listens on this port. */
  public FaultyS3(int upstream) throws IOException {
    this(Wire.plain(upstream), (requestLine, head) -> null);
  }

  /** Before any server, with somebody at the door. */
  FaultyS3(Wire wire, Judge judge) throws IOException {
    this.wire = wire;
    this.judge = judge;
    this.server = wire.listen();
    startThread(this::accept);
  }

  public String endpoint() {
    return wire.scheme() + "://127.0.0.1:" + server.getLocalPort();
  }

  /** The request lines so far, without the protocol's version. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** What the server itself answered so far; each stands here before the client has it. */
  public List<Answer> answers() {
    return List.copyOf(answers);
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
      requests.add(head.request());
      Fault denial = judge.judge(head.requestLine(), head.text);
      Fault fault = denial == null ? faultFor(head.requestLine()) : denial;
      if (fault == null) {
        forward(client, head, false);
        return;
      }
      switch (fault.kind()) {
        case LOSE_ANSWER -> forward(client, head, true);
        case ANSWER -> answerAlone(client, head, fault);
        case RESET -> client.setSoLinger(true, 0);
        case LATE -> {
          pause(fault.status());
          forward(client, head, false);
        }
        case HELD -> {
          await(fault.released());
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

  private static void await(CountDownLatch released) throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void forward(Socket client, Head head, boolean loseAnswer) throws IOException {
    try (Socket upstream = wire.connect()) {
      upstream.getOutputStream().write(head.closing());
      upstream.getOutputStream().flush();
      Thread body = startThread(() -> passBody(client, upstream));
      Head answer = readHead(upstream.getInputStream());
      if (answer != null && answer.status() == 100) {
        client.getOutputStream().write(answer.bytes());
        answer = readHead(upstream.getInputStream());
      }
      if (answer == null) {
        return; // the server closed the connection, and so do we
      }
      answers.add(new Answer(head.request(), answer.status()));
      if (loseAnswer) {
        upstream.getInputStream().readAllBytes(); // so the server has done its work
      } else {
        client.getOutputStream().write(answer.bytes());
        upstream.getInputStream().transferTo(client.getOutputStream());
        client.shutdownOutput();
        end(body);
      }
    }
  }

  /** To the end, even if the server does not want it: or the client would miss the answer. */
  private static void passBody(Socket client, Socket upstream) throws IOException {
    InputStream body = client.getInputStream();
    try {
      body.transferTo(upstream.getOutputStream());
    } catch (IOException answered) {
      body.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void end(Thread body) throws IOException {
    try {
      body.join(LINGER_MILLIS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void answerAlone(Socket client, Head head, Fault fault) throws IOException {
    OutputStream out = client.getOutputStream();
    if (head.waitsForContinue()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    client.getInputStream().readNBytes(head.contentLength());
    String answer =
        "HTTP/1.1 %d Fault\r\nETag: \"%032d\"\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(fault.status(), 0, fault.body().length(), fault.body());
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

  private static Thread startThread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException | SSLException closed) {
                // The end of a connection, or of the test.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
