package io.flowlake.sql;

import io.flowlake.lake.AddressTest;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.IpAddress;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** What functions of addresses compute; public for generated code alone. */
public final class IpFunctions {
  /**
   * The addresses that organizations give out themselves: of IPv4 those of RFC 1918, of IPv6 those
   * of RFC 4193.
   */
  static final AddressTest PRIVATE =
      new AddressTest(
          List.of(
              CidrBlock.parse("10.0.0.0/8"),
              CidrBlock.parse("172.16.0.0/12"),
              CidrBlock.parse("192.168.0.0/16"),
              CidrBlock.parse("fc00::/7")));

  private IpFunctions() {}

  /**
   * Whether {@code ip} lies in {@code cidr}, which is another one in each row; text that is no
   * address lies in none.
   *
   * @throws IllegalArgumentException when {@code cidr} is no block
   */
  public static boolean inCidr(UTF8String ip, UTF8String cidr) {
    CidrBlock block = block(cidr.toString());
    try {
      return block.contains(IpAddress.parse(ip.toString()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** 4 or 6; null for text that is no address. */
  public static @Nullable Integer family(UTF8String ip) {
    try {
      return IpAddress.parse(ip.toString()).isV4() ? 4 : 6;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The block that a statement names; the message says which one cannot be used, and why. */
  static CidrBlock block(String text) {
    try {
      return CidrBlock.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot use the CIDR block '%s': %s. Write ADDRESS/LENGTH, such as 10.0.0.0/8 or 2001:db8::/32."
              .formatted(text, e.getMessage()),
          e);
    }
  }
}
