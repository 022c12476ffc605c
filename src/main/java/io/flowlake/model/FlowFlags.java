package io.flowlake.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why a flow was blocked or rejected, as bits of {@link FlowColumn#FLOW_FLAGS}. */
public final class FlowFlags {
  /** The names of the bits, in ascending order of the bits. */
  private static final Map<String, Long> BITS = bits();

  /** Any of these: the flow is defunct, which is blocked or rejected. */
  public static final long DEFUNCT = BITS.values().stream().reduce(0L, (a, b) -> a | b);

  private FlowFlags() {}

  /** The names of all bits, such as {@code no_route}. */
  public static List<String> names() {
    return List.copyOf(BITS.keySet());
  }

  /** The bit of a name, whatever the case and whether with underscores or hyphens. */
  public static Optional<Long> bit(String name) {
    return Optional.ofNullable(BITS.get(name.toLowerCase(Locale.ROOT).replace('-', '_')));
  }

  /** The names of the set bits that have one, in ascending order of the bits. */
  public static List<String> names(long flags) {
    return BITS.entrySet().stream()
        .filter(entry -> (flags & entry.getValue()) != 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Long> bits() {
    Map<String, Long> bits = new LinkedHashMap<>();
    bits.put("no_acl_match", 1L << 16);
    bits.put("no_rule_match", 1L << 17);
    bits.put("no_route", 1L << 18);
    bits.put("invalid_tcp", 1L << 19);
    bits.put("tls_expired", 1L << 26);
    bits.put("tls_name_mismatch", 1L << 27);
    bits.put("tls_self_signed", 1L << 28);
    bits.put("tls_mutual_auth_required", 1L << 29);
    return Collections.unmodifiableMap(bits);
  }
}
