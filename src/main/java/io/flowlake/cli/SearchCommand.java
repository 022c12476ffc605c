package io.flowlake.cli;

import io.flowlake.lake.HadoopSettings;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Times;
import io.flowlake.search.Search;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code flowlake search}: finds flows, exactly and in order. */
@Command(
    name = "search",
    aliases = "query",
    description = "Finds flows: exactly those that match, in one exact order, 10,000 at most.",
    footer = {
      "",
      "Example: flowlake search 'proto tcp and dst port in [80, 443] and bytes > 10M' --last 24h",
      "docs/filter.md has the language of filters, docs/search.md a tour."
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private CommonOptions common;
  @Mixin private FormOptions form;
  @Mixin private TimeOptions time;
  @Mixin private ResultOptions result;
  @Mixin private SumOptions sums;
  @Mixin private OutputOptions output;
  @Mixin private KeepOptions keep;
  @Mixin private SummaryOption summary;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILTER",
      description = "Which flows; several words are one filter. Default: any.")
  private List<String> filter = new ArrayList<>();

  @ThisRunOnly
  @Option(
      names = "--filter-file",
      paramLabel = "FILE",
      description = "Take a filter from this file; it narrows what else is given.")
  private @Nullable Path filterFile;

  @ThisRunOnly
  @Option(
      names = "--params",
      paramLabel = "PARAMS",
      description =
          "Parameters of the product's API as in its URLs: 'dstPort=22&dstPortOp=eq', or a whole URL. The equal search is printed.")
  private @Nullable String params;

  private @Nullable QuestionReader reader;

  @Override
  public List<String> mistakes() {
    Map<String, String> commandLine = words();
    Map<String, String> settings = new HashMap<>(commandLine);
    ParseResult given = spec.commandLine().getParseResult();
    commandLine.keySet().removeIf(word -> !given.hasMatchedOption("--" + word));
    settings.keySet().removeAll(commandLine.keySet());

    QuestionReader read = new QuestionReader(settings, Times.micros(Instant.now()));
    read.saved(keep.saved(), main.environment());
    read.given(params, commandLine);
    read.text(String.join(" ", filter), filterFile);
    form.addTo(read.parts());
    reader = read;
    List<String> mistakes = new ArrayList<>(read.mistakes(result.after(), this::requireUsable));
    mistakes.addAll(output.mistakes(main.environment()));
    return mistakes;
  }

  @Override
  public Integer call() {
    summary.clear();
    QuestionReader read = Objects.requireNonNull(reader, "mistakes are asked for first");
    Question question = read.question();
    QuestionRun run = run(question);
    read.parts().warnings().forEach(run::tell);
    if (params != null) {
      run.tell("--params means: " + meant(question).command());
    }
    keep.save(question, main.environment()).forEach(run::tell);
    Configuration configuration = HadoopSettings.of(main.environment());
    Search search =
        new Search(configuration, new SparkOnDemand("flowlake search", main.environment()));
    int exit = run.answer(search).number();
    if (keep.hasHistory()) {
      remember(run, configuration);
    }
    return exit;
  }

  /** All that is asked, as it can be pasted: with the lake where the command line names one. */
  private StoredSearch meant(Question question) {
    boolean named = spec.commandLine().getParseResult().hasMatchedOption(CommonOptions.LAKE);
    return named ? question.stored().inLake(common.lake().root()) : question.stored();
  }

  private QuestionRun run(Question question) {
    return new QuestionRun(
        spec,
        question,
        common.lake(),
        result,
        new ResultWriter(output, main.environment()),
        summary);
  }

  private Map<String, String> words() {
    Map<String, String> words = new HashMap<>();
    time.addTo(words);
    result.addTo(words);
    sums.addTo(words);
    output.addTo(words);
    return words;
  }

  private void requireUsable(Question question) {
    if (question.sums() == null) {
      Objects.requireNonNull(run(question).request()); // the request checks itself
      return;
    }
    result.requireNoFlowsOnly();
    if (output.format(main.environment()) == ResultFormat.PARQUET) {
      throw new IllegalArgumentException(
          "Cannot write sums as Parquet: only flows have a schema. Take --format csv, json or ndjson.");
    }
  }

  /** An answer that was given stays one, whatever becomes of the note about it. */
  private void remember(QuestionRun run, Configuration configuration) {
    try {
      SearchHistory.of(main.environment())
          .ifPresent(history -> history.add(run.noted(configuration)));
    } catch (FlowlakeException e) {
      run.tell(e.getMessage() + " The search is not in the history; --no-history keeps it out.");
    }
  }
}
