package io.flowlake.filter;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.IpAddress;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a filter means: a test of one flow. All other translations of filters (file statistics,
 * Parquet, Spark) are tested against this one.
 */
public final class FlowTest implements Filter.Visitor<Predicate<Flow>> {
  private FlowTest() {}

  /** The test that {@code filter} stands for. */
  public static Predicate<Flow> of(Filter filter) {
    return filter.accept(new FlowTest());
  }

  @Override
  public Predicate<Flow> everything() {
    return flow -> true;
  }

  @Override
  public Predicate<Flow> and(Filter.And and) {
    List<Predicate<Flow>> parts = compiled(and.parts());
    return flow -> parts.stream().allMatch(part -> part.test(flow));
  }

  @Override
  public Predicate<Flow> or(Filter.Or or) {
    List<Predicate<Flow>> parts = compiled(or.parts());
    return flow -> parts.stream().anyMatch(part -> part.test(flow));
  }

  @Override
  public Predicate<Flow> not(Filter.Not not) {
    return not.part().accept(this).negate();
  }

  @Override
  public Predicate<Flow> addressIn(Filter.AddressIn test) {
    return switch (test.end()) {
      case SOURCE -> flow -> liesIn(test.blocks(), flow.sourceIp());
      case DEST -> flow -> liesIn(test.blocks(), flow.destIp());
      case EITHER ->
          flow -> liesIn(test.blocks(), flow.sourceIp()) || liesIn(test.blocks(), flow.destIp());
    };
  }

  @Override
  public Predicate<Flow> numberIn(Filter.NumberIn test) {
    return flow -> {
      Long number = test.quantity().of(flow);
      return number != null && test.ranges().contains(number);
    };
  }

  @Override
  public Predicate<Flow> textLike(Filter.TextLike test) {
    return flow -> {
      String text = (String) flow.value(test.column());
      return text != null && test.patterns().stream().anyMatch(glob -> glob.matches(text));
    };
  }

  @Override
  public Predicate<Flow> flagsMatch(Filter.FlagsMatch test) {
    return flow -> {
      Long flags = flags(flow, test.field());
      return flags != null && (flags & test.mask()) == test.value();
    };
  }

  @Override
  public Predicate<Flow> flagsAny(Filter.FlagsAny test) {
    return flow -> {
      Long flags = flags(flow, test.field());
      return flags != null && (flags & test.mask()) != 0;
    };
  }

  @Override
  public Predicate<Flow> active(Filter.Active test) {
    return flow -> {
      long last = flow.endTime() == null ? flow.startTime() : flow.endTime();
      return flow.startTime() < test.to() && last >= test.from();
    };
  }

  @Override
  public Predicate<Flow> open() {
    return Flow::isOpen;
  }

  private List<Predicate<Flow>> compiled(List<Filter> parts) {
    return parts.stream().map(part -> part.accept(this)).toList();
  }

  private static boolean liesIn(List<CidrBlock> blocks, String text) {
    IpAddress address = IpAddress.parse(text);
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static @Nullable Long flags(Flow flow, FlowColumn field) {
    return field == FlowColumn.TCP_FLAGS
        ? Quantity.TCP_FLAGS.of(flow)
        : Quantity.FLOW_FLAGS.of(flow);
  }
}
