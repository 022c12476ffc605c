package io.flowlake.cli;

import java.io.Console;
import java.util.Optional;

/** Asks a person for a secret. */
@FunctionalInterface
interface KeyPrompt {
  /** The terminal, without showing what is typed. */
  @SuppressWarnings("SystemConsoleNull") // from Java 22 on the input is read where no terminal is
  KeyPrompt TERMINAL =
      label -> {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s: ", label);
        return Optional.ofNullable(typed).map(String::new);
      };

  /** What was typed for {@code label}; empty where there is no terminal, or the user left it. */
  Optional<String> ask(String label);
}
