package io.flowlake.store;

/**
 * A place that takes exported objects: a bucket with a prefix, or a folder. Lives on the driver.
 */
public interface ExportStore extends AutoCloseable {
  /** The whole address of the object {@code name}, as messages and the export ledger show it. */
  String address(String name);

  /**
   * What tells this place from every other one, with the server of a bucket: two stores whose
   * places are equal write the same objects. Holds no secret.
   */
  String place();

  /**
   * Begins to write the object {@code name} in {@code pieces} pieces. What had that name before
   * stays as it is until {@link ObjectUpload#complete}; except that an S3 store has the only piece
   * of an object in its place, whole, as soon as that is put.
   *
   * @param pieces at least 1; 1 is a single PUT where the store is an S3 store
   * @throws io.flowlake.model.FlowlakeException in words when the store refuses
   */
  ObjectUpload begin(String name, int pieces);

  /**
   * Proves that the store can be written to: puts the empty object {@code validation} there.
   *
   * @throws io.flowlake.model.FlowlakeException in words, with what to do, when it cannot
   */
  void validate();

  @Override
  void close();
}
