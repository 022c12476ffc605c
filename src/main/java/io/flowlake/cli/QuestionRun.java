package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.lake.Extent;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Times;
import io.flowlake.search.AggregatePlan;
import io.flowlake.search.AggregateRequest;
import io.flowlake.search.AggregateResult;
import io.flowlake.search.Aggregation;
import io.flowlake.search.Search;
import io.flowlake.search.SearchPlan;
import io.flowlake.search.SearchRequest;
import io.flowlake.search.SearchResult;
import io.flowlake.search.UnknownNodes;
import io.flowlake.search.Wave;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One question answered: rows to the standard output or a file, what is to be known about them to
 * the standard error, so that rows can be piped.
 */
final class QuestionRun {
  private final CommandSpec spec;
  private final Question question;
  private final Lake lake;
  private final ResultOptions options;
  private final ResultWriter writer;
  private final SummaryOption summary;
  private final long begun = System.nanoTime();
  private long rows;

  QuestionRun(
      CommandSpec spec,
      Question question,
      Lake lake,
      ResultOptions options,
      ResultWriter writer,
      SummaryOption summary) {
    this.spec = spec;
    this.question = question;
    this.lake = lake;
    this.options = options;
    this.writer = writer;
    this.summary = summary;
  }

  /** Answers, and says how it ended. */
  ExitCode answer(Search search) {
    Aggregation sums = question.sums();
    return sums == null ? flows(search) : sums(search, sums);
  }

  /** The request for flows; it throws when the question cannot be one. */
  SearchRequest request() {
    return new SearchRequest(
        lake,
        question.filter(),
        question.time().range(),
        question.order(),
        question.limit(),
        question.cursor(),
        options.total(),
        options.engine(),
        options.localBytes());
  }

  /** The search as the history has it. */
  SearchHistory.Entry noted(Configuration configuration) {
    StoredSearch asked = question.stored().inLake(lake.wholePath(configuration));
    String now = Times.format(Instant.now().toEpochMilli() * 1_000);
    return new SearchHistory.Entry(now, asked, rows);
  }

  /** A line about the search; what data or files say in it cannot harm a terminal. */
  void tell(String message) {
    err().println(spec.qualifiedName() + ": " + VisibleText.lines(message));
  }

  private ExitCode flows(Search search) {
    SearchPlan plan = search.plan(request());
    explain(() -> Explanation.of(question, plan));
    SearchResult found = search.run(plan);
    rows = found.rows().size();
    writer.write(FlowPages.of(question, plan, found, writer), spec.commandLine().getOut());
    explainWaves(found.waves(), plan.table());
    err().println(SearchSummary.line(plan, found, millis()));
    SearchMessages.range(question).ifPresent(this::tell);
    if (found.rows().isEmpty()) {
      UnknownNodes.told(question.filter(), plan.files().nodes()).forEach(this::tell);
      SearchMessages.empty(question, found.newest(), writer.times()).ifPresent(this::tell);
    }
    Optional<String> truncated = SearchMessages.truncated(found, writer.times());
    truncated.ifPresent(this::tell);
    ExitCode exit = found.truncated() && options.failsOnTruncate() ? ExitCode.DATA : ExitCode.DONE;
    ObjectNode json = SearchSummary.json(plan, found, exit, millis());
    truncated.ifPresent(message -> json.put("message", message));
    summary.write(json);
    return exit;
  }

  private ExitCode sums(Search search, Aggregation sums) {
    AggregatePlan plan =
        search.plan(
            new AggregateRequest(
                lake,
                question.filter(),
                question.time().range(),
                sums,
                options.engine(),
                options.localBytes()));
    explain(() -> Explanation.of(question, plan));
    AggregateResult found = search.run(plan);
    rows = found.groups().size();
    writer.write(SumPages.of(question, plan, found, writer), spec.commandLine().getOut());
    explainWaves(found.waves(), plan.table());
    err().println(SearchSummary.line(plan, found, millis()));
    SearchMessages.range(question).ifPresent(this::tell);
    if (found.groups().isEmpty()) {
      UnknownNodes.told(question.filter(), plan.files().nodes()).forEach(this::tell);
      SearchMessages.empty(question, found.newest(), writer.times()).ifPresent(this::tell);
    }
    summary.write(SearchSummary.json(plan, found, millis()));
    return ExitCode.DONE;
  }

  /** Lines that are only made when they are wanted. */
  private interface Lines {
    List<String> lines();
  }

  private void explain(Lines explanation) {
    if (options.explains()) {
      explanation.lines().forEach(line -> err().println(VisibleText.line(line)));
    }
  }

  private void explainWaves(List<Wave> waves, Extent table) {
    explain(() -> Explanation.ofWaves(waves, table));
  }

  private long millis() {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
