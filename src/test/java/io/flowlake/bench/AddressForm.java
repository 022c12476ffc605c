package io.flowlake.bench;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.IpAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * A way to keep addresses in columns. Keys put IPv4 and IPv6 in one order: IPv4 addresses as the
 * mapped ones ({@code ::ffff:a.b.c.d}), sign bits turned so that signed numbers sort like unsigned.
 */
enum AddressForm {
  TEXT("text"),
  TEXT_AND_KEY("text + one BIGINT"),
  TEXT_AND_KEYS("text + two BIGINT"),
  KEYS("two BIGINT"),
  BYTES("BINARY, 16 bytes"),
  TEXT_BY_ADDRESS("text, sorted by dest_ip");

  private static final long V4_MAPPED = 0xFFFFL << 32;

  /** Sorts after every continuation of a text. */
  private static final String AFTER = "\uDBFF\uDFFF";

  final String title;

  AddressForm(String title) {
    this.title = title;
  }

  /** The columns that keep the address column {@code name}, and what they hold. */
  Map<PrimitiveType, Function<IpAddress, Object>> columns(String name) {
    Map<PrimitiveType, Function<IpAddress, Object>> columns =
        new TreeMap<>((a, b) -> a.getName().compareTo(b.getName()));
    if (this != KEYS && this != BYTES) {
      columns.put(text(name), address -> Binary.fromString(address.text()));
    }
    if (this == TEXT_AND_KEY) {
      columns.put(number(name + "_key"), AddressForm::key);
    }
    if (this == TEXT_AND_KEYS || this == KEYS) {
      columns.put(number(name + "_high"), AddressForm::high);
      columns.put(number(name + "_low"), AddressForm::low);
    }
    if (this == BYTES) {
      columns.put(
          Types.optional(PrimitiveTypeName.BINARY).named(name),
          address -> Binary.fromConstantByteArray(bytes(address)));
    }
    return columns;
  }

  /** What the columns of {@code name} hold for the addresses of {@code block}, and for no other. */
  List<Range> ranges(String name, CidrBlock block) {
    IpAddress first = block.network();
    IpAddress last = last(block);
    return switch (this) {
      case TEXT, TEXT_BY_ADDRESS -> List.of(textRange(name, block));
      case TEXT_AND_KEY -> List.of(new Range(name + "_key", key(first), key(last)));
      case TEXT_AND_KEYS, KEYS ->
          List.of(
              new Range(name + "_high", high(first), high(last)),
              new Range(name + "_low", low(first), low(last)));
      case BYTES ->
          List.of(
              new Range(
                  name,
                  Binary.fromConstantByteArray(bytes(first)),
                  Binary.fromConstantByteArray(bytes(last))));
    };
  }

  private static Range textRange(String name, CidrBlock block) {
    if (isHost(block)) {
      Binary text = Binary.fromString(block.network().text());
      return new Range(name, text, text);
    }
    String prefix = prefix(block);
    return new Range(name, Binary.fromString(prefix), Binary.fromString(prefix + AFTER));
  }

  /** The text that all addresses of a block begin with; whole octets and groups, as the bench's. */
  static String prefix(CidrBlock block) {
    boolean v4 = block.network().isV4();
    String[] parts = block.network().text().split(v4 ? "\\." : ":");
    String separator = v4 ? "." : ":";
    int whole = block.prefixLength() / (v4 ? 8 : 16);
    return String.join(separator, List.of(parts).subList(0, whole)) + separator;
  }

  static boolean isHost(CidrBlock block) {
    return block.prefixLength() == (block.network().isV4() ? 32 : 128);
  }

  private static IpAddress last(CidrBlock block) {
    int hostBits = (block.network().isV4() ? 32 : 128) - block.prefixLength();
    long high = hostBits > 64 ? ones(hostBits - 64) : 0;
    return new IpAddress(
        block.network().isV4(),
        block.network().high() | high,
        block.network().low() | ones(Math.min(hostBits, 64)));
  }

  private static long ones(int count) {
    return count == 0 ? 0 : -1L >>> (64 - count);
  }

  /** IPv4 first; of an IPv6 address, the upper 62 bits: enough to skip, not to tell hosts apart. */
  private static long key(IpAddress address) {
    return address.isV4() ? address.low() : address.high() >>> 2 | 1L << 62;
  }

  private static long high(IpAddress address) {
    return address.high() ^ Long.MIN_VALUE;
  }

  private static long low(IpAddress address) {
    return (address.isV4() ? address.low() | V4_MAPPED : address.low()) ^ Long.MIN_VALUE;
  }

  private static byte[] bytes(IpAddress address) {
    long low = address.isV4() ? address.low() | V4_MAPPED : address.low();
    return ByteBuffer.allocate(16).putLong(address.high()).putLong(low).array();
  }

  private static PrimitiveType text(String name) {
    return Types.optional(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  private static PrimitiveType number(String name) {
    return Types.optional(PrimitiveTypeName.INT64).named(name);
  }
}
