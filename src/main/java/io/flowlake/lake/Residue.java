package io.flowlake.lake;

import io.flowlake.filter.End;
import io.flowlake.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is left of a filter for some rows when all that is decided for them is taken out: the tests
 * that every row passes, and those that none does.
 */
final class Residue implements Filter.Visitor<Filter> {
  /** Matches no flow. */
  static final Filter NOTHING = new Filter.Not(Filter.EVERYTHING);

  private final Function<Filter, Coverage> judge;

  private Residue(Function<Filter, Coverage> judge) {
    this.judge = judge;
  }

  /**
   * What {@code filter} comes to; {@link Filter#EVERYTHING} or {@link #NOTHING} when it is decided.
   *
   * @param judge what a single test covers of the rows
   */
  static Filter of(Filter filter, Function<Filter, Coverage> judge) {
    return filter.accept(new Residue(judge));
  }

  @Override
  public Filter everything() {
    return Filter.EVERYTHING;
  }

  @Override
  public Filter and(Filter.And and) {
    List<Filter> open = new ArrayList<>();
    for (Filter part : and.parts()) {
      Filter left = part.accept(this);
      if (left.equals(NOTHING)) {
        return NOTHING;
      }
      open.add(left);
    }
    return Filter.allOf(open);
  }

  @Override
  public Filter or(Filter.Or or) {
    List<Filter> open = new ArrayList<>();
    for (Filter part : or.parts()) {
      Filter left = part.accept(this);
      if (left.equals(Filter.EVERYTHING)) {
        return left;
      }
      if (!left.equals(NOTHING)) {
        open.add(left);
      }
    }
    return open.isEmpty() ? NOTHING : open.size() == 1 ? open.get(0) : new Filter.Or(open);
  }

  @Override
  public Filter not(Filter.Not not) {
    Filter left = not.part().accept(this);
    return left.equals(NOTHING) ? Filter.EVERYTHING : new Filter.Not(left);
  }

  @Override
  public Filter addressIn(Filter.AddressIn test) {
    if (test.end() != End.EITHER) {
      return decided(test);
    }
    // Judged by end, for dictionaries are of one column; and one end may be all that is left.
    Filter source = decided(new Filter.AddressIn(End.SOURCE, test.blocks()));
    if (source.equals(Filter.EVERYTHING)) {
      return source;
    }
    Filter dest = decided(new Filter.AddressIn(End.DEST, test.blocks()));
    if (source.equals(NOTHING) || dest.equals(Filter.EVERYTHING)) {
      return dest;
    }
    return dest.equals(NOTHING) ? source : test;
  }

  @Override
  public Filter numberIn(Filter.NumberIn test) {
    return decided(test);
  }

  @Override
  public Filter textLike(Filter.TextLike test) {
    return decided(test);
  }

  @Override
  public Filter flagsMatch(Filter.FlagsMatch test) {
    return decided(test);
  }

  @Override
  public Filter flagsAny(Filter.FlagsAny test) {
    return decided(test);
  }

  @Override
  public Filter active(Filter.Active test) {
    return decided(test);
  }

  @Override
  public Filter open() {
    return decided(new Filter.Open());
  }

  private Filter decided(Filter test) {
    return switch (judge.apply(test)) {
      case NONE -> NOTHING;
      case SOME -> test;
      case ALL -> Filter.EVERYTHING;
    };
  }
}
