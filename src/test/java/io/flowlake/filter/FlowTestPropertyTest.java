package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.RandomFlows;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.Flow;
import io.flowlake.model.IpAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Laws that the evaluation keeps, and naive oracles for its parts. */
class FlowTestPropertyTest {
  private static final List<Flow> FLOWS = new RandomFlows(5).list(60);

  @Test
  void logicIsTwoValued() {
    RandomFilters filters = new RandomFilters(6);
    for (int i = 0; i < 1_000; i++) {
      Filter one = filters.next();
      Filter other = filters.next();
      Filter and = new Filter.And(List.of(one, other));
      Filter or = new Filter.Or(List.of(one, other));
      Filter nor = new Filter.And(List.of(new Filter.Not(one), new Filter.Not(other)));
      for (Flow flow : FLOWS) {
        boolean first = matches(one, flow);
        boolean second = matches(other, flow);
        assertEquals(first && second, matches(and, flow));
        assertEquals(first || second, matches(or, flow));
        assertEquals(!(first || second), matches(nor, flow));
      }
    }
  }

  @Test
  void eitherEndIsOneOfBoth() {
    for (String block : List.of("10.0.0.0/8", "::/0", "0.0.0.0/0", "2001:db8::/32", "10.1.4.7")) {
      List<CidrBlock> blocks = List.of(CidrBlock.parse(block));
      Filter either = new Filter.AddressIn(End.EITHER, blocks);
      Filter source = new Filter.AddressIn(End.SOURCE, blocks);
      Filter dest = new Filter.AddressIn(End.DEST, blocks);
      for (Flow flow : FLOWS) {
        assertEquals(matches(source, flow) || matches(dest, flow), matches(either, flow));
      }
    }
  }

  @Test
  void blocksHoldWhatTheirPrefixHolds() throws UnknownHostException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      IpAddress network = IpAddress.parse(one(random, RandomFlows.ADDRESSES));
      CidrBlock block = new CidrBlock(network, random.nextInt(network.isV4() ? 33 : 129));
      Flow flow = FLOWS.get(random.nextInt(FLOWS.size()));
      boolean inside = matches(new Filter.AddressIn(End.SOURCE, List.of(block)), flow);
      assertEquals(naiveInside(block, flow.sourceIp()), inside, block + " " + flow.sourceIp());
    }
  }

  @Test
  void globsAreWhatTheyAreAsRegularExpressions() {
    Random random = new Random(8);
    for (int i = 0; i < 50_000; i++) {
      String written = randomText(random, "ab*?\\🚀😀", 8);
      String text = randomText(random, "ab*?\\🚀😀", 8);
      Glob glob = new Glob(written);
      boolean matches = glob.matches(text);
      assertEquals(regex(written).matcher(text).matches(), matches, written + " on " + text);
      assertEquals(glob, new Glob(glob.pattern()), written);
      if (matches) {
        assertEquals(glob.prefix(), text.substring(0, glob.prefix().length()));
      }
      if (glob.isLiteral()) {
        assertEquals(matches, glob.prefix().equals(text), written + " on " + text);
      }
      assertEquals(text, Glob.literally(text).prefix());
    }
  }

  @Test
  void rangesHoldWhatTheirPartsHold() {
    Random random = new Random(9);
    for (int i = 0; i < 5_000; i++) {
      List<Ranges.Range> parts =
          random
              .ints(random.nextInt(5), -20, 20)
              .mapToObj(low -> new Ranges.Range(low, low + random.nextInt(6)))
              .toList();
      Ranges ranges = new Ranges(parts);
      for (long number = -25; number <= 30; number++) {
        long wanted = number;
        boolean held = parts.stream().anyMatch(part -> part.contains(wanted));
        assertEquals(held, ranges.contains(number), parts + " and " + number);
        assertEquals(held, ranges.meets(number, number));
        assertEquals(held, ranges.covers(number, number));
      }
    }
  }

  private static boolean matches(Filter filter, Flow flow) {
    return FlowTest.of(filter).test(flow);
  }

  private static boolean naiveInside(CidrBlock block, String address) throws UnknownHostException {
    byte[] network = InetAddress.getByName(block.network().text()).getAddress();
    byte[] bits = InetAddress.getByName(address).getAddress();
    int rest = network.length * 8 - block.prefixLength();
    return network.length == bits.length
        && new BigInteger(1, network)
            .shiftRight(rest)
            .equals(new BigInteger(1, bits).shiftRight(rest));
  }

  private static Pattern regex(String glob) {
    int[] signs = glob.codePoints().toArray();
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < signs.length; i++) {
      int sign = signs[i];
      if (sign == '\\') {
        i += i + 1 < signs.length ? 1 : 0;
        regex.append(Pattern.quote(Character.toString(signs[i])));
      } else {
        regex.append(
            sign == '*' ? ".*" : sign == '?' ? "." : Pattern.quote(Character.toString(sign)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String randomText(Random random, String letters, int most) {
    int[] signs = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.appendCodePoint(signs[random.nextInt(signs.length)]);
    }
    return text.toString();
  }

  private static <T> T one(Random random, List<T> pool) {
    return pool.get(random.nextInt(pool.size()));
  }
}
