package io.flowlake.filter;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.Excerpt;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses and CIDR blocks as text. */
final class AddressForm {
  /** No address, block and zone is longer. */
  private static final int MAX_LENGTH = 64;

  /** An IPv4 address that lacks its last numbers: {@code 10.1.2}, {@code 10.1.}, {@code 10.*}. */
  private static final Pattern BEGINNING =
      Pattern.compile("((?:[0-9]{1,3}\\.){1,3})\\*?|((?:[0-9]{1,3}\\.){1,2}[0-9]{1,3})");

  private static final String EXPECTED =
      ". %sWrite an address, or a block such as 10.0.0.0/8 or 2001:db8::/32.";

  private AddressForm() {}

  /**
   * The block of {@code text}; an address is a block of one.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static CidrBlock block(String text) {
    if (text.length() > MAX_LENGTH || text.chars().anyMatch(Excerpt::isInvisible)) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text) + " is not an IPv4 or IPv6 address" + EXPECTED.formatted(""));
    }
    try {
      return CidrBlock.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + EXPECTED.formatted(hint(text)), e);
    }
  }

  private static String hint(String text) {
    Matcher beginning = BEGINNING.matcher(text);
    if (!beginning.matches()) {
      return "";
    }
    String numbers = beginning.group(1) == null ? beginning.group(2) + "." : beginning.group(1);
    int count = (int) numbers.chars().filter(c -> c == '.').count();
    String block = numbers + "0.".repeat(3 - count) + "0/" + 8 * count;
    try {
      return "Did you mean %s? ".formatted(CidrBlock.parse(block));
    } catch (IllegalArgumentException e) {
      return ""; // its numbers are too large
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
