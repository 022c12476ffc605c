package io.flowlake.filter;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.Excerpt;
import java.util.Optional;

/** Addresses and CIDR blocks as text. */
final class AddressForm {
  /** No address, block and zone is longer. */
  private static final int MAX_LENGTH = 64;

  private static final String EXPECTED =
      ". Write an address, or a block such as 10.0.0.0/8 or 2001:db8::/32.";

  private AddressForm() {}

  /**
   * The block of {@code text}; an address is a block of one.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static CidrBlock block(String text) {
    if (text.length() > MAX_LENGTH || text.chars().anyMatch(Excerpt::isInvisible)) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text) + " is not an IPv4 or IPv6 address" + EXPECTED);
    }
    try {
      return CidrBlock.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + EXPECTED, e);
    }
  }

  /** What {@link #block} read otherwise than it was written. */
  static Optional<String> warning(String text, CidrBlock block) {
    if (!CidrBlock.hasHostBits(text)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s has bits set behind its prefix: it is read as %s.".formatted(text, block));
  }

  /** The address of a block of one, or else the block. */
  static String written(CidrBlock block) {
    boolean one = block.prefixLength() == (block.network().isV4() ? 32 : 128);
    return one ? block.network().text() : block.toString();
  }
}
