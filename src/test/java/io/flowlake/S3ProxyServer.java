package io.flowlake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/**
 * An S3 server on loopback, one a test JVM: S3Proxy over a temporary folder, in a process and with
 * a class path of its own (Maven writes it to {@code target/s3proxy/classpath.txt}). It checks
 * signatures and {@code If-None-Match}; it knows no policies. It ends with this JVM, however that
 * ends.
 */
public final class S3ProxyServer {
  private static final Path CLASS_PATH = Path.of("target", "s3proxy", "classpath.txt");
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final long START_LIMIT_MS = 60_000;

  /** The server lives as long as this JVM holds the other end of the shell's standard input. */
  private static final String WITH_PARENT = "\"$@\" & cat >/dev/null; kill $!";

  private static S3ProxyServer shared;

  private final int port;
  private final Path folder;
  private final String accessKey = "test-" + UUID.randomUUID();
  private final String secretKey = UUID.randomUUID().toString();

  private S3ProxyServer(int port, Path folder) {
    this.port = port;
    this.folder = folder;
  }

  /** The server of this JVM, started when it is first asked for. */
  public static synchronized S3ProxyServer shared() {
    if (shared == null) {
      try {
        shared = start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /** As in {@code http://127.0.0.1:41231}. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public String accessKey() {
    return accessKey;
  }

  public String secretKey() {
    return secretKey;
  }

  /** Makes a bucket with a name that nobody else has. */
  public String newBucket() {
    String bucket = "bucket-" + UUID.randomUUID();
    try {
      // S3Proxy lets anybody read a bucket whose folder anybody may read.
      Files.createDirectory(folder.resolve("data").resolve(bucket), OWNER_ONLY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bucket;
  }

  /** The variables with which a user points a process at this server. */
  public Map<String, String> environment() {
    return Map.of(
        "FLOWLAKE_S3_ENDPOINT", endpoint(),
        "AWS_ACCESS_KEY_ID", accessKey,
        "AWS_SECRET_ACCESS_KEY", secretKey);
  }

  /** S3A's settings for one bucket here; they leave every other bucket alone. */
  public Map<String, String> hadoopSettings(String bucket) {
    return hadoopSettings(bucket, endpoint());
  }

  /** As above, through something that stands before the server. */
  public Map<String, String> hadoopSettings(String bucket, String endpoint) {
    String prefix = "fs.s3a.bucket." + bucket + ".";
    Map<String, String> settings = new TreeMap<>();
    settings.put(prefix + "endpoint", endpoint);
    settings.put(prefix + "endpoint.region", "us-east-1");
    settings.put(prefix + "path.style.access", "true");
    settings.put(prefix + "access.key", accessKey);
    settings.put(prefix + "secret.key", secretKey);
    return settings;
  }

  /**
   * Lets Spark and Hadoop in this JVM reach the bucket; call it before the bucket is first used.
   */
  public void reachFrom(Configuration configuration, String bucket) {
    hadoopSettings(bucket).forEach(configuration::set);
  }

  private static S3ProxyServer start() throws IOException {
    if (!Files.exists(CLASS_PATH)) {
      throw new IOException(
          "No %s: run mvn antrun:run@s3proxy-classpath".formatted(CLASS_PATH.toAbsolutePath()));
    }
    Path folder =
        Files.createTempDirectory(CLASS_PATH.getParent().toAbsolutePath(), "server", OWNER_ONLY);
    Files.createDirectory(folder.resolve("data"));
    S3ProxyServer server = new S3ProxyServer(FreePorts.one(), folder);
    Process process = server.launch();
    server.awaitAnswer(process);
    return server;
  }

  private Process launch() throws IOException {
    Path properties = folder.resolve("s3proxy.properties");
    Files.write(
        properties,
        List.of(
            "s3proxy.endpoint=" + endpoint(),
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + accessKey,
            "s3proxy.credential=" + secretKey,
            "s3proxy.ignore-unknown-headers=true",
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + folder.resolve("data")));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "sh",
                "-c",
                WITH_PARENT,
                "sh",
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-DLOG_LEVEL=warn",
                "-cp",
                Files.readString(CLASS_PATH).strip(),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("s3proxy.log").toFile());
    return builder.start();
  }

  private void awaitAnswer(Process process) throws IOException {
    long end = System.currentTimeMillis() + START_LIMIT_MS;
    while (!answers()) {
      if (System.currentTimeMillis() > end || !process.isAlive()) {
        throw new IOException(
            "S3Proxy did not start: " + Files.readString(folder.resolve("s3proxy.log")));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
