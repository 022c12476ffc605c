package io.flowlake.lake;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes a Delta table where there is none, when several processes may try so at once and any of
 * them may be killed. Delta's own CREATE TABLE refuses a folder that is not empty, as a kill before
 * the first commit leaves it; so the first commit is made here. Written against Delta 4.4.0.
 */
final class TableCreation {
  private TableCreation() {}

  /**
   * What a table is made as.
   *
   * @param partitionColumns columns of {@code schema}, outermost first; empty for none
   * @param properties beginning with {@code delta.}
   */
  record Definition(
      StructType schema,
      List<String> partitionColumns,
      String comment,
      Map<String, String> properties) {}

  /** Whether a table is there; a folder without a commit is none. */
  static boolean exists(SparkSession spark, Path path) {
    return FlowsTransaction.begin(DeltaLog.forTable(spark, path)).readVersion() >= 0;
  }

  static void createIfAbsent(SparkSession spark, Path path, Definition definition) {
    OptimisticTransaction transaction = FlowsTransaction.begin(DeltaLog.forTable(spark, path));
    if (transaction.readVersion() >= 0) {
      return;
    }
    try {
      transaction.updateMetadataForNewTable(metadata(definition));
      transaction.commit(
          CollectionConverters.<org.apache.spark.sql.delta.actions.Action>asScala(List.of())
              .toSeq(),
          new DeltaOperations.CreateTable(
              transaction.metadata(), false, false, Option.<Seq<String>>empty()));
    } catch (DeltaConcurrentModificationException e) {
      if (!exists(spark, path)) {
        throw e;
      }
      // Another process made it in the meantime.
    }
  }

  private static Metadata metadata(Definition definition) {
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        definition.comment(),
        new Format("parquet", scala.collection.immutable.Map$.MODULE$.empty()),
        definition.schema().json(),
        CollectionConverters.asScala(definition.partitionColumns()).toSeq(),
        scala.collection.immutable.Map$.MODULE$.from(
            CollectionConverters.asScala(definition.properties())),
        Option.apply(System.currentTimeMillis()));
  }
}
