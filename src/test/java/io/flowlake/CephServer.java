package io.flowlake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Ceph's S3 server on loopback ({@code scripts/ceph-up}): the real thing, with users and the real
 * policy. It ends with this JVM, however that ends.
 */
public final class CephServer {
  /** The bucket in which the user may do what exports need. */
  public static final String BUCKET = "flowlake";

  /** A bucket in which he may do nothing. */
  public static final String CLOSED_BUCKET = "closed";

  private static final String PASSWORD = "changeit";
  private static final String SCRIPT = Path.of("scripts", "ceph-up").toAbsolutePath().toString();
  private static final long START_LIMIT_SECONDS = 120;

  private final Path folder;
  private final int port;
  private final Properties keys;

  private CephServer(Path folder, int port, Properties keys) {
    this.folder = folder;
    this.port = port;
    this.keys = keys;
  }

  /** Why there can be none here; null when there can. */
  public static String missing() throws IOException, InterruptedException {
    for (String program :
        List.of("radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "curl", "openssl")) {
      if (run(List.of("sh", "-c", "command -v " + program)) != 0) {
        return program
            + " is not installed (apt-get install radosgw ceph-mon ceph-osd curl openssl)";
      }
    }
    return null;
  }

  /** A new one, without objects. */
  public static CephServer start() throws IOException, InterruptedException {
    return start(List.of());
  }

  /** A new one that gives keys for a session; it does not say what is wrong with wrong keys. */
  public static CephServer withSessions() throws IOException, InterruptedException {
    return start(List.of("--sessions"));
  }

  private static CephServer start(List<String> options) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("flowlake-ceph");
    int port = FreePorts.first(3);
    // Its standard input ends when this JVM does, and then it stops the server.
    Process guard =
        new ProcessBuilder(
                "sh", "-c", "cat; \"$0\" --stop \"$1\"; rm -rf \"$1\"", SCRIPT, folder + "")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> command = new ArrayList<>(List.of(SCRIPT));
    command.addAll(options);
    command.addAll(List.of(folder.toString(), Integer.toString(port)));
    if (run(command) != 0) {
      guard.getOutputStream().close();
      throw new IOException("Ceph did not start, see its words above");
    }
    return in(folder, port);
  }

  /** The one that somebody else started in {@code folder}. */
  public static CephServer in(Path folder, int port) throws IOException {
    Properties keys = new Properties();
    try (var in = Files.newInputStream(folder.resolve("keys"))) {
      keys.load(in);
    }
    return new CephServer(folder, port, keys);
  }

  public Path folder() {
    return folder;
  }

  public int port() {
    return port;
  }

  /** Without TLS. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** With TLS; a JVM that has {@link #trustOptions} trusts it. */
  public String secureEndpoint() {
    return "https://127.0.0.1:" + (port + 1);
  }

  /** Options of a JVM. */
  public List<String> trustOptions() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + folder.resolve("tls/trust.p12"),
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** {@code access} and {@code secret} of the user who exports; those of the admin begin so. */
  public String key(String name) {
    return keys.getProperty(name);
  }

  /** The way to {@link #endpoint} for what stands before it. */
  public Wire wire() {
    return Wire.plain(port);
  }

  /** The way to {@link #secureEndpoint}; what stands there shows the same certificate. */
  public Wire secureWire() throws IOException, GeneralSecurityException, InterruptedException {
    Path tls = folder.resolve("tls");
    Path own = tls.resolve("server.p12");
    List<String> command = new ArrayList<>(List.of("openssl", "pkcs12", "-export", "-out"));
    command.addAll(List.of(own.toString(), "-passout", "pass:" + PASSWORD));
    command.addAll(List.of("-inkey", tls + "/key.pem", "-in", tls + "/cert.pem"));
    if (run(command) != 0) {
      throw new IOException("Cannot read the certificate below " + tls);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(own.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    Path trusted = tls.resolve("trust.p12");
    trust.init(KeyStore.getInstance(trusted.toFile(), PASSWORD.toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return new Wire(port + 1, Optional.of(context));
  }

  /** Requests that are sent with curl, by who is asked for. */
  public CephRequests requests() {
    return new CephRequests(this);
  }

  /** Runs {@code radosgw-admin}. */
  public void admin(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("radosgw-admin", "-c", folder + "/ceph.conf", "-n", "client.rgw.a"));
    command.addAll(List.of(arguments));
    try {
      if (run(command) != 0) {
        throw new AssertionError("failed: " + command);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(START_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("took too long: " + command.get(0));
    }
    return process.exitValue();
  }
}
