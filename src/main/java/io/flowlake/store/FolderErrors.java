package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Says in words what a file system meant. */
final class FolderErrors {
  private FolderErrors() {}

  /** What could not be done, as in "write piece 3 of …", and why. */
  static FlowlakeException inWords(String what, IOException failure) {
    Reason reason = reason(failure);
    return new FlowlakeException(
        reason.exitCode(), "Cannot %s: %s.".formatted(what, reason.sentence()), failure);
  }

  private static Reason reason(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof AccessDeniedException
        || failure instanceof AccessControlException
        || message.contains("Permission denied")
        || message.contains("Operation not permitted")
        || message.contains("Read-only file system")) {
      return new Reason(
          ExitCode.DENIED,
          "this user may not; check the owner and the rights of the folder, or name another");
    }
    if (message.contains("No space left") || message.contains("Disk quota exceeded")) {
      return new Reason(
          ExitCode.RETRY, "the disk is full; make room or name another folder, and run it again");
    }
    if (failure instanceof FileAlreadyExistsException
        || failure instanceof ParentNotDirectoryException
        || message.contains("Not a directory")) {
      return new Reason(
          ExitCode.USAGE, "there is a file where a folder should be; name another folder");
    }
    if (message.contains("Is a directory")) {
      return new Reason(
          ExitCode.USAGE,
          "a folder has the name of the object; remove it, or name another folder for exports");
    }
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return new Reason(
          ExitCode.RETRY,
          "%s is not there; executors on other machines must have the same folder (a shared disk, or an address such as hdfs://…)"
              .formatted(file(failure)));
    }
    if (failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof SocketTimeoutException) {
      return new Reason(
          ExitCode.RETRY,
          "the file system does not answer (%s); check its address and the network"
              .formatted(message));
    }
    return new Reason(
        ExitCode.RETRY,
        "%s (%s); run the same command again"
            .formatted(message, failure.getClass().getSimpleName()));
  }

  private static @Nullable String file(IOException failure) {
    return failure instanceof FileSystemException local ? local.getFile() : failure.getMessage();
  }
}
