package io.flowlake;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands before an S3 server that may know no policies, and lets through what exactly three
 * permissions allow: {@code s3:PutObject}, {@code s3:ListBucket} and {@code
 * s3:ListMultipartUploadParts}. Everything else is answered with 403 AccessDenied, and remembered.
 */
public final class S3Gate implements AutoCloseable {
  private static final Set<String> LIST_PARAMETERS =
      Set.of(
          "list-type",
          "prefix",
          "delimiter",
          "max-keys",
          "continuation-token",
          "start-after",
          "encoding-type");
  private static final Set<String> PART_LIST_PARAMETERS =
      Set.of("uploadId", "max-parts", "part-number-marker");

  /** They say who may do what with an object, and so want other permissions. */
  private static final List<String> OTHER_HEADERS =
      List.of(
          "x-amz-copy-source", "x-amz-acl", "x-amz-grant", "x-amz-tagging", "x-amz-object-lock");

  private final FaultyS3 server;
  private final List<String> allowed = new CopyOnWriteArrayList<>();
  private final List<String> denied = new CopyOnWriteArrayList<>();

  /** Before the server that listens on this port. */
  public S3Gate(int upstream) throws IOException {
    this(Wire.plain(upstream));
  }

  /** Before a server that is reached so. */
  public S3Gate(Wire wire) throws IOException {
    this.server = new FaultyS3(wire, this::judge);
  }

  public String endpoint() {
    return server.endpoint();
  }

  /** The first lines of what was let through, without signatures. */
  public List<String> allowed() {
    return List.copyOf(allowed);
  }

  /** The first lines of what was not, by the gate or by the server itself. */
  public List<String> denied() {
    Stream<String> byServer =
        server.answers().stream()
            .filter(answer -> answer.status() == 401 || answer.status() == 403)
            .map(answer -> Request.of(answer.request()).toString());
    return Stream.concat(denied.stream(), byServer).toList();
  }

  /** Whether the server was asked, by now, to make the parts of an upload an object. */
  public boolean isJoining() {
    return allowed.stream()
        .anyMatch(line -> line.startsWith("POST") && line.endsWith("[uploadId]"));
  }

  /** How many requests the server itself answered with success, whose first lines match. */
  public long succeeded(String pattern) {
    return server.answers().stream()
        .filter(answer -> answer.status() / 100 == 2 && answer.request().matches(pattern))
        .count();
  }

  /** As {@link FaultyS3#requests}: with signatures. */
  public List<String> requests() {
    return server.requests();
  }

  /** As {@link FaultyS3#inject}. */
  public void inject(String pattern, int skip, Fault fault) {
    server.inject(pattern, skip, fault);
  }

  /** Whether all faults have happened. */
  public boolean isSpent() {
    return server.isSpent();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private Fault judge(String requestLine, String head) {
    Request request = Request.of(requestLine);
    boolean passes =
        OTHER_HEADERS.stream().noneMatch(head.toLowerCase(Locale.ROOT)::contains)
            && isAllowed(request.method, isKey(request.path), request.parameters);
    (passes ? allowed : denied).add(request.toString());
    return passes ? null : Fault.answer(403, "AccessDenied");
  }

  /** A first line, without values: some sign. */
  private record Request(String method, String path, Set<String> parameters) {
    static Request of(String line) {
      String[] words = line.split(" ", 3);
      int question = words[1].indexOf('?');
      return new Request(
          words[0],
          question < 0 ? words[1] : words[1].substring(0, question),
          S3Gate.parameters(question < 0 ? "" : words[1].substring(question + 1)));
    }

    @Override
    public String toString() {
      return method + " " + path + " " + parameters;
    }
  }

  /** By Amazon's table of actions: which permission a method with these parameters needs. */
  private static boolean isAllowed(String method, boolean key, Set<String> parameters) {
    return switch (method) {
      case "GET" ->
          key
              ? parameters.contains("uploadId") && PART_LIST_PARAMETERS.containsAll(parameters)
              : LIST_PARAMETERS.containsAll(parameters);
      case "PUT" ->
          key && (parameters.isEmpty() || parameters.equals(Set.of("partNumber", "uploadId")));
      case "POST" ->
          key && (parameters.equals(Set.of("uploads")) || parameters.equals(Set.of("uploadId")));
      default -> false;
    };
  }

  /** Path style: the bucket's name comes first. */
  private static boolean isKey(String path) {
    int slash = path.indexOf('/', 1);
    return slash > 0 && slash < path.length() - 1;
  }

  private static Set<String> parameters(String query) {
    return Arrays.stream(query.split("&"))
        .map(parameter -> parameter.replaceFirst("=.*", ""))
        .filter(name -> !name.isEmpty() && !name.equals("x-id"))
        .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("x-amz-"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
