package io.flowlake.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A small JSON file of the user, beside others in a folder of the user's configuration. Several
 * processes may change it at once: each sees what the others wrote, and a reader sees one of the
 * files whole. Only its user may read it: filters can tell what is being looked into.
 *
 * @param path where it is, or will be
 */
public record UserFile(Path path) {
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long PAUSE_MILLIS = 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** One process locks a file once only; its threads must take turns before that. */
  private static final Object TURN = new Object();

  /**
   * The file {@code name} in {@code $XDG_CONFIG_HOME/flowlake}, or else {@code
   * $HOME/.config/flowlake} (XDG Base Directory Specification); empty when neither is set.
   */
  public static Optional<UserFile> called(String name, Map<String, String> environment) {
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    Path folder = null;
    if (configuration.startsWith("/")) { // relative ones are to be ignored, says the specification
      folder = Path.of(configuration);
    } else if (!home.isBlank()) {
      folder = Path.of(home, ".config");
    }
    return Optional.ofNullable(folder).map(f -> new UserFile(f.resolve("flowlake").resolve(name)));
  }

  /**
   * What it holds; an empty object when it is not there.
   *
   * @throws FlowlakeException when it cannot be read or holds something else
   */
  public ObjectNode read() {
    try {
      JsonNode content = JSON.readTree(Files.readAllBytes(path));
      if (content instanceof ObjectNode object) {
        return object;
      }
      throw new FlowlakeException(ExitCode.USAGE, refused("it is no JSON object"));
    } catch (NoSuchFileException e) {
      return JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          refused("it is no JSON from line " + e.getLocation().getLineNr() + " on"),
          e);
    } catch (IOException e) {
      throw new FlowlakeException(
          ExitCode.DENIED, "Cannot read %s: %s. Check its rights.".formatted(path, reason(e)), e);
    }
  }

  /** Changes what it holds; nobody else changes it meanwhile. */
  public void change(Consumer<ObjectNode> change) {
    try {
      createFolder();
      synchronized (TURN) {
        try (FileChannel channel =
                FileChannel.open(
                    path.resolveSibling(path.getFileName() + ".lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------")));
            FileLock lock = lock(channel)) {
          ObjectNode content = read();
          change.accept(content);
          if (!lock.isValid()) {
            throw new IOException("its lock was lost");
          }
          replace(content);
        }
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Makes the folder that it is to lie in, for its user alone; nothing where there is one. */
  void makeFolder() {
    try {
      createFolder();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Makes the folder it is in, for its user alone, if it is not there. */
  void createFolder() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.currentTimeMillis() > deadline) {
        throw new IOException("another process has held its lock for seconds");
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the wait for its lock was interrupted", e);
      }
    }
  }

  /** A temporary file is its user's alone from the start. */
  private void replace(ObjectNode content) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path; // a link stays a link
    Path written = Files.createTempFile(path.toAbsolutePath().getParent(), ".flowlake", ".tmp");
    try {
      Files.write(written, (JSON.writeValueAsString(content) + "\n").getBytes(UTF_8));
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private FlowlakeException unwritable(IOException e) {
    return new FlowlakeException(
        ExitCode.DENIED,
        "Cannot write %s: %s. Check the rights of its folder, or set XDG_CONFIG_HOME to another."
            .formatted(path, reason(e)),
        e);
  }

  private String refused(String why) {
    return "Cannot read %s: %s. Mend it or remove it.".formatted(path, why);
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return message == null ? kind : kind + ": " + message;
  }
}
