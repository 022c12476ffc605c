package io.flowlake.model;

/**
 * A block of addresses that share a prefix (RFC 4632), such as {@code 10.0.0.0/8}. {@code
 * 0.0.0.0/0} is every IPv4 address, {@code ::/0} every IPv6 one.
 *
 * @param network the first address of the block
 * @param prefixLength how many leading bits are fixed: 0 to 32, or 0 to 128
 */
public record CidrBlock(IpAddress network, int prefixLength) {

  /** The block of {@code prefixLength} bits around {@code network}, whose host bits are cleared. */
  public CidrBlock {
    int bits = network.isV4() ? 32 : 128;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "prefix length " + prefixLength + " of " + network + " is outside 0 to " + bits);
    }
    network = masked(network, prefixLength);
  }

  /**
   * Reads {@code ADDRESS/LENGTH}, or an address alone as the block of that one address. A mapped
   * block ({@code ::ffff:10.0.0.0/104}) is the IPv4 block.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static CidrBlock parse(String text) {
    String trimmed = text.strip();
    int slash = trimmed.indexOf('/');
    if (slash < 0) {
      IpAddress address = IpAddress.parse(trimmed);
      return new CidrBlock(address, address.isV4() ? 32 : 128);
    }
    String addressText = trimmed.substring(0, slash);
    IpAddress address = IpAddress.parse(addressText);
    int length = parseLength(text, trimmed.substring(slash + 1));
    boolean mapped = address.isV4() && addressText.indexOf(':') >= 0;
    if (mapped && length < 96) {
      throw new IllegalArgumentException(
          "'" + text + "' is a mapped block shorter than /96, which is no IPv4 block");
    }
    return new CidrBlock(address, mapped ? length - 96 : length);
  }

  /** Whether {@code address} lies in the block; never true across IPv4 and IPv6. */
  public boolean contains(IpAddress address) {
    return address.isV4() == network.isV4() && masked(address, prefixLength).equals(network);
  }

  /** Whether {@code address}, as written before parsing, had bits set outside the prefix. */
  public static boolean hasHostBits(String text) {
    int slash = text.indexOf('/');
    return slash > 0
        && !IpAddress.parse(text.substring(0, slash)).equals(CidrBlock.parse(text).network());
  }

  /** Canonical text: the network's text, a slash and the prefix length. */
  @Override
  public String toString() {
    return network.text() + "/" + prefixLength;
  }

  private static int parseLength(String text, String digits) {
    if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(Character::isDigit)) {
      throw new IllegalArgumentException("'" + text + "' has no prefix length after the slash");
    }
    return Integer.parseInt(digits);
  }

  private static IpAddress masked(IpAddress address, int length) {
    if (address.isV4()) {
      return new IpAddress(true, 0, address.low() & (leading(length + 32) & 0xFFFF_FFFFL));
    }
    return new IpAddress(
        false,
        address.high() & leading(Math.min(length, 64)),
        address.low() & leading(Math.max(length - 64, 0)));
  }

  /** A word whose {@code count} leading bits are set. */
  private static long leading(int count) {
    return count == 0 ? 0 : -1L << (64 - count);
  }
}
