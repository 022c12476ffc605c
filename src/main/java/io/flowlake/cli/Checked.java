package io.flowlake.cli;

import java.util.List;

/** A command whose options depend on each other. */
interface Checked {
  /** What is wrong with the options together, one sentence each; asked before the command runs. */
  List<String> mistakes();
}
