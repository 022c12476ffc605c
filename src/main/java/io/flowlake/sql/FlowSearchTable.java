package io.flowlake.sql;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One planned search, as Spark sees a table. */
final class FlowSearchTable implements SupportsRead {
  private final FlowSearchScan scan;

  FlowSearchTable(FlowSearchScan scan) {
    this.scan = scan;
  }

  @Override
  public String name() {
    return FlowSearch.HELP.name();
  }

  @Override
  public Column[] columns() {
    boolean asStored = true;
    return CatalogV2Util.structTypeToV2Columns(scan.readSchema(), asStored);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return () -> scan;
  }
}
