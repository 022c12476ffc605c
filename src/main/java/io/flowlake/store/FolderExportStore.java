package io.flowlake.store;

/** Skeleton. */
final class FolderExportStore implements ExportStore {
  private final String address;

  private FolderExportStore(String address) {
    this.address = address;
  }

  static FolderExportStore open(String uri, org.apache.hadoop.conf.Configuration hadoop) {
    return new FolderExportStore(uri);
  }

  @Override
  public String address(String name) {
    return address + "/" + name;
  }

  @Override
  public ObjectUpload begin(String name, int pieces) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void validate() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {}
}
