package io.flowlake.cli;

import java.util.Map;

/** Whether output is coloured: on a terminal only, and not where the user does not want it. */
enum Colours {
  ON,
  OFF;

  /** The variable by which the launcher tells whether the standard output is a terminal. */
  static final String TERMINAL = "FLOWLAKE_OUTPUT_TERMINAL";

  private static final String ESCAPE = "\u001b[";

  /** Whether a person watches the standard output; Java cannot ask, the launcher tells. */
  static boolean isTerminal(Map<String, String> environment) {
    return Boolean.parseBoolean(environment.get(TERMINAL));
  }

  /** {@code NO_COLOR} (no-color.org), with any value but an empty one, wins over all else. */
  static Colours of(Map<String, String> environment) {
    boolean wanted =
        isTerminal(environment)
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return wanted ? ON : OFF;
  }

  String bold(String text) {
    return coded("1", text);
  }

  String blue(String text) {
    return coded("34", text);
  }

  private String coded(String code, String text) {
    return this == ON ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
