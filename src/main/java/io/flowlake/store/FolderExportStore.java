package io.flowlake.store;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/**
 * A folder, of this machine or of any file system of Hadoop's. What is not done yet is in a hidden
 * folder inside it, one for each object on its way.
 */
final class FolderExportStore implements ExportStore {
  private static final String VALIDATION = "validation";

  /** Hidden folders begin with it. */
  private static final String UNFINISHED = ".flowlake-export-";

  /** No export takes as long: what is older was left behind by a run that was killed. */
  private static final Duration LEFT_BEHIND_AFTER = Duration.ofDays(1);

  private final FolderAddress address;

  private FolderExportStore(FolderAddress address) {
    this.address = address;
  }

  static FolderExportStore open(String place, Configuration hadoop) {
    return new FolderExportStore(FolderAddress.of(place, hadoop));
  }

  @Override
  public String address(String name) {
    try {
      return address.open().address(name);
    } catch (IOException e) {
      throw FolderErrors.inWords("use the folder " + address, e);
    }
  }

  @Override
  public String place() {
    return address.uri();
  }

  @Override
  public ObjectUpload begin(String name, int pieces) {
    String unfinished = UNFINISHED + UUID.randomUUID();
    try {
      Folder folder = address.open();
      folder.makeFolder(unfinished);
      removeLeftovers(folder);
      return new FolderUpload(folder, address, unfinished, name, pieces);
    } catch (IOException e) {
      throw FolderErrors.inWords("begin to write " + address(name), e);
    }
  }

  @Override
  public void validate() {
    ObjectUpload empty = begin(VALIDATION, 1);
    try {
      empty.complete(List.of(empty.slot(1).put(new NoBytes())));
    } finally {
      empty.abandon();
    }
  }

  @Override
  public void close() {
    // File systems of Hadoop's belong to the whole JVM.
  }

  /** As far as it goes: no export fails because of what another one has left. */
  private static void removeLeftovers(Folder folder) {
    long limit = Instant.now().minus(LEFT_BEHIND_AFTER).toEpochMilli();
    List<Folder.Entry> entries;
    try {
      entries = folder.list("");
    } catch (IOException unreadable) {
      return;
    }
    for (Folder.Entry entry : entries) {
      if (entry.name().startsWith(UNFINISHED) && entry.modified() < limit) {
        removeLeftover(folder, entry.name(), limit);
      }
    }
  }

  /** A folder is as old as the youngest that is in it: long exports write all the time. */
  private static void removeLeftover(Folder folder, String name, long limit) {
    try {
      if (folder.list(name).stream().allMatch(inner -> inner.modified() < limit)) {
        folder.delete(name);
      }
    } catch (IOException left) {
      // It is another user's, or another export clears it now; the next one tries again.
      return;
    }
  }
}
