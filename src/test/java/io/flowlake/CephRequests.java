package io.flowlake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tests ask of Ceph beside exports: rules of its admin's, sessions, and what it refused. */
public final class CephRequests {
  private static final long LOG_LIMIT_MILLIS = 20_000;

  /** A request and its status in radosgw's log. */
  private static final Pattern LOGGED =
      Pattern.compile(" beast: [^\"]*\"([^\"]*) HTTP/1\\.1\" (\\d+) ");

  private final CephServer server;

  CephRequests(CephServer server) {
    this.server = server;
  }

  /**
   * What the server refused since it was started, as in {@code 403 GET /flowlake/x}; it refused
   * some when {@code scripts/ceph-up} tried whether it would.
   */
  public List<String> denied() throws IOException, InterruptedException {
    return upToNow().stream()
        .map(LOGGED::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(2) + " " + found.group(1))
        .filter(line -> line.startsWith("401 ") || line.startsWith("403 "))
        .toList();
  }

  /** Forbids the user who exports to write an object, beside what the policy forbids. */
  public void refuse(String key) throws IOException, InterruptedException {
    String more =
        """
        {"Effect":"Deny","Principal":{"AWS":["arn:aws:iam:::user/exporter"]},
         "Action":["s3:PutObject"],"Resource":["arn:aws:s3:::%s/%s"]}"""
            .formatted(CephServer.BUCKET, key);
    setPolicy(policy().replaceFirst("\"Statement\":\\[", "$0" + more + ","));
  }

  /** Takes back what {@link #refuse} did. */
  public void refuseNothing() throws IOException, InterruptedException {
    setPolicy(policy());
  }

  /** Lets a bucket of the admin's, which it makes, be in another region (a zonegroup of Ceph's). */
  public void makeBucketElsewhere(String name) throws IOException, InterruptedException {
    ask("admin_", "s3", "PUT", "/" + name, "");
    String move =
        """
        r() { radosgw-admin -c "$1/ceph.conf" -n client.rgw.a metadata "$2" "$3"; }
        id=$(r "$1" list bucket.instance | tr -d '", ' | grep "^$2:") &&
        r "$1" get "bucket.instance:$id" >"$1/instance" &&
        sed -i 's/"zonegroup": "[^"]*"/"zonegroup": "somewhere-else"/' "$1/instance" &&
        r "$1" put "bucket.instance:$id" <"$1/instance"
        """;
    run(List.of("sh", "-c", move, "sh", server.folder().toString(), name), "");
  }

  /** The variables with the keys and the token of a session that ends after so many seconds. */
  public Map<String, String> session(int seconds) throws IOException, InterruptedException {
    String form =
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%%3Aaws%%3Aiam%%3A%%3A%%3Arole%%2Fexports&RoleSessionName=nightly&DurationSeconds=%d";
    String answer = ask("", "sts", "POST", "/", form.formatted(seconds));
    return Map.of(
        "AWS_ACCESS_KEY_ID", element(answer, "AccessKeyId"),
        "AWS_SECRET_ACCESS_KEY", element(answer, "SecretAccessKey"),
        "AWS_SESSION_TOKEN", element(answer, "SessionToken"));
  }

  private String policy() throws IOException {
    return Files.readString(server.folder().resolve("bucket-policy.json"));
  }

  private void setPolicy(String policy) throws IOException, InterruptedException {
    ask("admin_", "s3", "PUT", "/" + CephServer.BUCKET + "?policy=", policy);
  }

  /** The lines of the log, once it has that of a request that is made now. */
  private List<String> upToNow() throws IOException, InterruptedException {
    String marker = "/no-bucket-" + UUID.randomUUID();
    run(List.of("curl", "-s", server.endpoint() + marker), "");
    Path log = server.folder().resolve("log/client.rgw.a.log");
    long end = System.currentTimeMillis() + LOG_LIMIT_MILLIS;
    while (System.currentTimeMillis() < end) {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      if (lines.stream().anyMatch(line -> line.contains("\"GET " + marker))) {
        return lines;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not in " + log + ": " + marker);
  }

  private String ask(String who, String service, String method, String path, String body)
      throws IOException, InterruptedException {
    Path content = Files.createTempFile(server.folder(), "request", null);
    Files.writeString(content, body);
    List<String> command =
        List.of(
            "sh",
            "-c",
            "curl -s -f -K - -X \"$1\" --aws-sigv4 aws:amz:us-east-1:\"$2\" --data-binary @\"$4\" -H \"x-amz-content-sha256: $(sha256sum <\"$4\" | cut -d ' ' -f 1)\" \"$3\"",
            "sh",
            method,
            service,
            server.endpoint() + path,
            content.toString());
    String keys = "user = \"%s:%s\"%n";
    return run(command, keys.formatted(server.key(who + "access"), server.key(who + "secret")));
  }

  private static String run(List<String> command, String input)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("failed with %d: %s".formatted(process.exitValue(), said));
    }
    return said;
  }

  private static String element(String xml, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    if (!found.find()) {
      throw new AssertionError("no " + name + " in " + xml);
    }
    return found.group(1);
  }
}
