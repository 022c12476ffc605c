package io.flowlake.cli;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Says why a text cannot be the value of an option. */
final class OptionValues {
  private static final String NAME = "--value";

  private static final Map<Class<?>, String> FAULTS =
      Map.of(
          boolean.class, "it is neither true nor false",
          Boolean.class, "it is neither true nor false",
          int.class, "it is not a whole number",
          Integer.class, "it is not a whole number",
          long.class, "it is not a whole number",
          double.class, "it is not a number, such as 0.05",
          LocalDate.class, "it is not a day, such as 2026-11-01");

  private OptionValues() {}

  /** Why {@code value} is none of {@code option}; empty when it is one. */
  static Optional<String> fault(OptionSpec option, String value) {
    CommandSpec probe =
        CommandSpec.create()
            .addOption(
                OptionSpec.builder(NAME)
                    .type(option.type())
                    .converters(option.converters())
                    .arity("1")
                    .build());
    try {
      new CommandLine(probe)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setExpandAtFiles(false)
          .parseArgs(NAME + "=" + value);
      return Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(fault(option, e));
    }
  }

  /** The fault behind picocli's refusal of a value. */
  static String fault(ArgSpec option, ParameterException refused) {
    boolean ownConverter = option.converters().length > 0;
    if (ownConverter && refused.getCause() instanceof TypeConversionException told) {
      return String.valueOf(told.getMessage());
    }
    if (option.type().isEnum()) {
      return "it is none of "
          + Arrays.stream(option.type().getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    return FAULTS.getOrDefault(option.type(), "it is not understood");
  }
}
