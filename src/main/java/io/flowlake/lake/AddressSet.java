package io.flowlake.lake;

import io.flowlake.filter.Ranges;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of addresses as a test of text that is quick for many blocks. Text that is no address,
 * which another writer may have left, lies in no block.
 */
final class AddressSet {
  private final List<CidrBlock> blocks;
  private final Ranges v4;
  private final List<CidrBlock> v6 = new ArrayList<>();
  private final List<TextRange> textRanges = new ArrayList<>();

  AddressSet(List<CidrBlock> blocks) {
    this.blocks = blocks;
    List<Ranges.Range> ranges = new ArrayList<>();
    for (CidrBlock block : blocks) {
      textRanges.add(TextRange.of(block));
      if (block.network().isV4()) {
        long first = block.network().low();
        ranges.add(new Ranges.Range(first, first + (1L << (32 - block.prefixLength())) - 1));
      } else {
        v6.add(block);
      }
    }
    this.v4 = new Ranges(ranges);
  }

  /** Whether the address that {@code text} is lies in one of the blocks. */
  boolean contains(String text) {
    IpAddress address;
    try {
      address = IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (address.isV4()) {
      return v4.contains(address.low());
    }
    for (CidrBlock block : v6) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** The texts that addresses of the blocks have; one range for each block. */
  List<TextRange> textRanges() {
    return textRanges;
  }

  /** How many of the canonical addresses from {@code min} to {@code max} lie in the blocks. */
  Coverage coverage(String min, @Nullable String max) {
    if (min.equals(max)) {
      return contains(min) ? Coverage.ALL : Coverage.NONE;
    }
    Coverage coverage = Coverage.NONE;
    for (int i = 0; i < textRanges.size() && coverage != Coverage.ALL; i++) {
      TextRange range = textRanges.get(i);
      if (range.meets(min, max)) {
        boolean all = isWholeOctets(blocks.get(i)) && range.covers(min, max) && areV4(min, max);
        coverage = all ? Coverage.ALL : Coverage.SOME;
      }
    }
    return coverage;
  }

  /** Whether both bounds are addresses: those that another writer cut, or left, need not be. */
  private static boolean areV4(String min, @Nullable String max) {
    return max != null && isV4(min) && isV4(max);
  }

  private static boolean isV4(String text) {
    try {
      return IpAddress.parse(text).isV4();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether every address in the text range of {@code block} lies in it, as in 10.1.0.0/16. */
  private static boolean isWholeOctets(CidrBlock block) {
    int length = block.prefixLength();
    return block.network().isV4() && length > 0 && length % 8 == 0;
  }
}
