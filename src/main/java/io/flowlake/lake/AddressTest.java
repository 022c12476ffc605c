package io.flowlake.lake;

import io.flowlake.model.CidrBlock;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Whether a text of Spark's is an address of some blocks; for generated code and SQL functions. */
public final class AddressTest implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As text, for blocks do not travel by themselves. */
  private final String blocks;

  private transient volatile @Nullable AddressSet addresses;

  /** The test of {@code blocks}, one or more. */
  public AddressTest(List<CidrBlock> blocks) {
    this.blocks = blocks.stream().map(CidrBlock::toString).collect(Collectors.joining(", "));
  }

  /** Whether {@code text} is an address of the blocks of {@code test}. */
  public static boolean matches(UTF8String text, AddressTest test) {
    return test.addresses().contains(text.toString());
  }

  /** The texts that addresses of the blocks have when they are canonical. */
  List<TextRange> textRanges() {
    return addresses().textRanges();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressTest test && test.blocks.equals(blocks);
  }

  @Override
  public int hashCode() {
    return blocks.hashCode();
  }

  /** The blocks, as plans show them. */
  @Override
  public String toString() {
    return "[" + blocks + "]";
  }

  private AddressSet addresses() {
    AddressSet known = addresses;
    if (known == null) {
      known = new AddressSet(List.of(blocks.split(", ")).stream().map(CidrBlock::parse).toList());
      addresses = known;
    }
    return known;
  }
}
