package io.flowlake.lake;

import io.flowlake.model.CidrBlock;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The sets that lists of blocks in a filter make, each made once: a list may be long, and is asked
 * about for each file and page. For one thread.
 */
final class AddressSets {
  private final IdentityHashMap<List<CidrBlock>, AddressSet> known = new IdentityHashMap<>();

  AddressSet of(List<CidrBlock> blocks) {
    return known.computeIfAbsent(blocks, AddressSet::new);
  }
}
