package io.flowlake.cli;

import io.flowlake.lake.FlowParquet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writes an answer in the format and to the place that the options say. */
final class ResultWriter {
  private final OutputOptions options;
  private final ResultFormat format;
  private final Colours colours;
  private final boolean terminal;

  /** The environment tells whether the standard output is a terminal. */
  ResultWriter(OutputOptions options, Map<String, String> environment) {
    this.options = options;
    this.format = options.format(environment);
    this.terminal = Colours.isTerminal(environment) && options.file().isEmpty();
    this.colours = terminal ? Colours.of(environment) : Colours.OFF;
  }

  ResultFormat format() {
    return format;
  }

  /** Times as this format shows them. */
  TimeText times() {
    return options.times(format);
  }

  /**
   * Writes to the file that was named, or else to {@code out}.
   *
   * @throws io.flowlake.model.FlowlakeException (retry) when not all of it could be written
   */
  void write(ResultPage page, PrintWriter out) {
    Optional<OutputFile> file = options.file();
    if (file.isPresent()) {
      file.get().write(path -> writeFile(page, path), "Name another file and run again.");
      return;
    }
    if (terminal && format == ResultFormat.CSV) {
      // A table makes control characters visible and JSON has escapes; CSV has neither.
      StringWriter text = new StringWriter();
      print(page, new PrintWriter(text));
      out.print(VisibleText.lines(text.toString()));
    } else {
      print(page, out);
    }
    StandardOutput.requireWritten(out);
  }

  private void writeFile(ResultPage page, Path path) throws IOException {
    if (format == ResultFormat.PARQUET) {
      FlowParquet.write(path, page.flows(), page.columns());
      return;
    }
    try (PrintWriter out =
        new PrintWriter(
            new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(path), StandardCharsets.UTF_8)))) {
      print(page, out);
      if (out.checkError()) {
        throw new IOException("the disk may be full");
      }
    }
  }

  private void print(ResultPage page, PrintWriter out) {
    writer(page).write(page.grid(), out);
    if (format == ResultFormat.TABLE && terminal) {
      for (BarChart chart : page.charts().get()) {
        if (chart.shape() == BarChart.Shape.COLUMNS) {
          out.print("\n" + colours.bold(chart.title()) + "\n");
          chart.lines(colours).forEach(line -> out.print(line + "\n"));
        }
      }
    }
    out.flush();
  }

  private GridFormat writer(ResultPage page) {
    return switch (format) {
      case TABLE -> new TableFormat(times(), colours);
      case CSV -> new CsvFormat(options.csvStyle(), times());
      case JSON -> new JsonFormat(JsonFormat.Frame.ARRAY, times());
      case NDJSON -> new JsonFormat(JsonFormat.Frame.LINES, times());
      case HTML -> new HtmlPage(page.facts(), page.charts().get(), times());
      case PARQUET -> throw new IllegalStateException("Parquet is no text");
    };
  }
}
