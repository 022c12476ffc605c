package io.flowlake.bench;

import io.flowlake.lake.Partition;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.Flow;
import io.flowlake.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A search for the flows whose destination lies in a block.
 *
 * @param title how the tables call it
 * @param block the addresses sought
 */
record AddressSearch(String title, CidrBlock block) {
  /** The column that is searched. */
  static final String COLUMN = "dest_ip";

  private static final CidrBlock SITES = CidrBlock.parse("10.0.0.0/8");

  /** The searches that are measured. */
  static List<AddressSearch> of(Map<String, IpAddress> addresses) {
    return List.of(
        new AddressSearch("public host", host(addresses)),
        new AddressSearch("/24 of a site", CidrBlock.parse("10.3.1.0/24")),
        new AddressSearch("/16, a site", CidrBlock.parse("10.3.0.0/16")),
        new AddressSearch("IPv6 /48", CidrBlock.parse("2a00:1:5::/48")));
  }

  List<Range> ranges(AddressForm form) {
    return form.ranges(COLUMN, block);
  }

  /** How many flows there are to find. */
  long hits(Map<Partition, List<Flow>> partitions, Map<String, IpAddress> addresses) {
    return partitions.values().stream()
        .flatMap(List::stream)
        .filter(flow -> block.contains(addresses.get(flow.destIp())))
        .count();
  }

  private static CidrBlock host(Map<String, IpAddress> addresses) {
    List<IpAddress> open =
        addresses.values().stream()
            .filter(address -> address.isV4() && !SITES.contains(address))
            .sorted((a, b) -> Long.compare(a.low(), b.low()))
            .toList();
    return new CidrBlock(open.get(new Random(1).nextInt(open.size())), 32);
  }
}
