package io.flowlake.lake;

import io.flowlake.filter.Glob;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Whether a text of Spark's matches some patterns; public for generated code alone. */
public final class GlobTest implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As text, for globs do not travel by themselves. */
  private final String[] patterns;

  private transient volatile Glob @Nullable [] globs;

  GlobTest(List<Glob> patterns) {
    this.patterns = patterns.stream().map(Glob::pattern).toArray(String[]::new);
  }

  /** Whether {@code text} matches one of the patterns of {@code test}. */
  public static boolean matches(UTF8String text, GlobTest test) {
    String value = text.toString();
    for (Glob glob : test.globs()) {
      if (glob.matches(value)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GlobTest test && Arrays.equals(test.patterns, patterns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(patterns);
  }

  /** The patterns, as plans show them. */
  @Override
  public String toString() {
    return Arrays.toString(patterns);
  }

  private Glob[] globs() {
    Glob[] known = globs;
    if (known == null) {
      known = Arrays.stream(patterns).map(Glob::new).toArray(Glob[]::new);
      globs = known;
    }
    return known;
  }
}
