package io.flowlake.dump;

import java.util.List;

/** The formats that are known. */
final class DumpFormats {
  /** The first that matches is taken, so the more telling ones come first. */
  static final List<DumpFormat> ALL =
      List.of(new ZeekTsv(), new ZeekJson(), new NativeJson(), new NativeCsv());

  private DumpFormats() {}
}
