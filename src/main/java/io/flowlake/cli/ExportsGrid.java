package io.flowlake.cli;

import io.flowlake.export.Attempt;
import io.flowlake.export.Export;
import io.flowlake.export.ExportRequest;
import io.flowlake.export.ExportStatus;
import io.flowlake.export.HistoryReport;
import io.flowlake.export.LeftUpload;
import io.flowlake.export.SilentDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The history of exports as rows: numbers are those of the object that is there. */
final class ExportsGrid {
  private static final List<Heading> TABLE =
      List.of(
          new Heading("day", "Day", CellKind.DAY),
          new Heading("state", "State", CellKind.TEXT),
          new Heading("outcome", "Last run", CellKind.TEXT),
          new Heading("flows", "Flows", CellKind.COUNT),
          new Heading("bytes", "Bytes", CellKind.COUNT),
          new Heading("parts", "Parts", CellKind.COUNT),
          new Heading("flows_version", "Version", CellKind.NUMBER),
          new Heading("exported_at", "Exported", CellKind.TEXT),
          new Heading("object", "Where", CellKind.TEXT));

  private static final Heading FILTER = new Heading("filter", "Filter", CellKind.TEXT);
  private static final Heading COLUMNS = new Heading("columns", "Columns", CellKind.TEXT);
  private static final List<Heading> ALL = withMore();

  private ExportsGrid() {}

  /**
   * What people want to see of the exports; the filter and the columns only where one is not the
   * usual.
   */
  static Grid table(HistoryReport report) {
    List<ExportStatus> exports = report.exports();
    List<Heading> headings = new ArrayList<>(TABLE);
    List<List<@Nullable Object>> rows = new ArrayList<>(exports.size());
    exports.forEach(export -> rows.add(shown(export, where(export, report))));
    addIfAny(FILTER, exports.stream().map(ExportsGrid::chosenFilter).toList(), headings, rows);
    addIfAny(COLUMNS, exports.stream().map(ExportsGrid::chosenColumns).toList(), headings, rows);
    return new Grid(headings, rows);
  }

  /**
   * All that is known, for programs: {@code kind} is {@code export}, {@code silent_day}, {@code
   * silent_node} or {@code killed_upload}.
   */
  static Grid all(HistoryReport report) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ExportStatus export : report.exports()) {
      List<@Nullable Object> row = row("export");
      row.addAll(shown(export, export.object()));
      row.add(export.filter());
      row.add(export.columns());
      row.add(export.done() == null ? null : export.done().sha256());
      row.add(null);
      row.add(export.last().uploadId());
      row.add(export.last().note());
      row.add(export.place());
      rows.add(row);
    }
    for (SilentDay silent : report.silent()) {
      if (silent.nodes().isEmpty()) {
        rows.add(other("silent_day", silent.day(), null, null));
      }
      silent.nodes().forEach(node -> rows.add(other("silent_node", silent.day(), node, null)));
    }
    for (LeftUpload upload : report.killed()) {
      rows.add(other("killed_upload", upload.day(), null, upload));
    }
    return new Grid(ALL, rows);
  }

  private static void addIfAny(
      Heading heading,
      List<@Nullable String> values,
      List<Heading> headings,
      List<List<@Nullable Object>> rows) {
    if (values.stream().anyMatch(Objects::nonNull)) {
      headings.add(heading);
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).add(values.get(i));
      }
    }
  }

  private static @Nullable String chosenFilter(ExportStatus export) {
    return export.filter().isEmpty() ? null : export.filter();
  }

  private static @Nullable String chosenColumns(ExportStatus export) {
    return ExportRequest.areUsual(export.columns()) ? null : export.columns();
  }

  private static List<Heading> withMore() {
    List<Heading> all = new ArrayList<>(TABLE);
    all.add(0, new Heading("kind", "Kind", CellKind.TEXT));
    all.add(FILTER);
    all.add(COLUMNS);
    for (String more : List.of("sha256", "node", "upload_id", "note", "target")) {
      all.add(new Heading(more, more, CellKind.TEXT));
    }
    return List.copyOf(all);
  }

  /** Without the object's name, which the day tells; with the server where others have it too. */
  private static String where(ExportStatus export, HistoryReport report) {
    boolean isShared =
        report.exports().stream()
            .anyMatch(
                other ->
                    other.object().equals(export.object())
                        && !other.place().equals(export.place()));
    if (isShared) {
      return export.place();
    }
    String name = "/" + Export.objectName(export.day());
    return export.object().endsWith(name)
        ? export.object().substring(0, export.object().length() - name.length())
        : export.object();
  }

  private static List<@Nullable Object> shown(ExportStatus export, String object) {
    Attempt done = export.done();
    return row(
        export.day().toEpochDay(),
        export.state().text(),
        export.last().outcome().text(),
        done == null ? null : done.rows(),
        done == null ? null : done.bytes(),
        done == null ? null : done.parts(),
        done == null ? null : done.version(),
        done == null ? null : ExportsText.second(done.writtenAt()),
        object);
  }

  private static List<@Nullable Object> other(
      String kind, LocalDate day, @Nullable String node, @Nullable LeftUpload upload) {
    return row(
        kind,
        day.toEpochDay(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        upload == null ? null : upload.object(),
        null,
        null,
        null,
        node,
        upload == null ? null : upload.uploadId(),
        null,
        upload == null ? null : upload.place());
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }
}
