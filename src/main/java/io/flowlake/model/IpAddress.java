package io.flowlake.model;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address. Its text is canonical (RFC 5952 for IPv6), so equal addresses have equal
 * text; an IPv4-mapped IPv6 address ({@code ::ffff:10.0.0.1}) is the IPv4 address.
 *
 * @param isV4 whether it is an IPv4 address
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(boolean isV4, long high, long low) {
  private static final int MAX_TEXT = 64;

  /**
   * Reads an address. A zone ({@code fe80::1%eth0}) is dropped: it means nothing on another host.
   *
   * @throws IllegalArgumentException when it is no address; IPv4 numbers with leading zeros are
   *     refused, for readers disagree whether they are octal
   */
  public static IpAddress parse(String text) {
    long v4 = parseV4(text);
    return v4 >= 0 ? new IpAddress(true, 0, v4) : parseGeneral(text);
  }

  /**
   * The canonical text of the address in {@code text}; the same object when it is canonical IPv4.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static String canonical(String text) {
    return parseV4(text) >= 0 ? text : parse(text).text();
  }

  /** The canonical text, such as {@code 10.1.4.7} or {@code 2001:db8::1}. */
  public String text() {
    if (isV4) {
      return ((low >> 24) & 0xFF)
          + "."
          + ((low >> 16) & 0xFF)
          + "."
          + ((low >> 8) & 0xFF)
          + "."
          + (low & 0xFF);
    }
    return InetAddresses.toAddrString(InetAddressBits.v6(high, low));
  }

  @Override
  public String toString() {
    return text();
  }

  /** The 32 bits of a dotted quad without leading zeros, or -1 when it is something else. */
  private static long parseV4(String text) {
    long bits = 0;
    int groups = 0;
    int value = -1;
    int length = text.length();
    for (int i = 0; i <= length; i++) {
      char c = i == length ? '.' : text.charAt(i);
      if (c == '.') {
        if (value < 0 || ++groups > 4) {
          return -1;
        }
        bits = bits << 8 | value;
        value = -1;
      } else if (c < '0' || c > '9' || value == 0) {
        return -1;
      } else {
        value = Math.max(value, 0) * 10 + (c - '0');
        if (value > 255) {
          return -1;
        }
      }
    }
    return groups == 4 ? bits : -1;
  }

  private static IpAddress parseGeneral(String text) {
    String trimmed = text.strip();
    int zone = trimmed.indexOf('%');
    String address = zone > 0 ? trimmed.substring(0, zone) : trimmed;
    long v4 = parseV4(address);
    if (v4 >= 0 && zone < 0) {
      return new IpAddress(true, 0, v4);
    }
    if (address.length() > MAX_TEXT || address.indexOf(':') < 0) {
      throw notAnAddress(text);
    }
    try {
      return of(InetAddresses.forString(address));
    } catch (IllegalArgumentException e) {
      throw notAnAddress(text);
    }
  }

  private static IpAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new IpAddress(false, bytes.getLong(), bytes.getLong())
        : new IpAddress(true, 0, bytes.getInt() & 0xFFFF_FFFFL);
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
  }
}
