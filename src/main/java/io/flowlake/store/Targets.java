package io.flowlake.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.Excerpt;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The targets that a user has given names, in {@code targets.json} of his configuration. Nothing in
 * it is secret: keys are elsewhere, and it says where.
 */
public final class Targets {
  private static final String FILE = "targets.json";
  private static final String TARGETS = "targets";

  /** As file names too, for saved keys are in files of these names. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

  private final UserFile file;

  private Targets(UserFile file) {
    this.file = file;
  }

  /**
   * The targets of the user whose environment this is.
   *
   * @throws FlowlakeException (usage) when nothing says where his configuration is
   */
  public static Targets of(Map<String, String> environment) {
    return new Targets(
        UserFile.called(FILE, environment)
            .orElseThrow(
                () ->
                    new FlowlakeException(
                        ExitCode.USAGE,
                        "Cannot look up targets: neither HOME nor XDG_CONFIG_HOME is set, so there is"
                            + " no place for them. Set one, or name an address such as"
                            + " s3://bucket/prefix.")));
  }

  /** All, by name. */
  public List<Target> all() {
    ObjectNode targets = targets(file.read());
    List<Target> all = new ArrayList<>();
    for (Iterator<String> names = targets.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      all.add(TargetJson.read(name, targets.path(name), file.path()));
    }
    all.sort(Comparator.comparing(Target::name));
    return all;
  }

  /** The one called {@code name}, if there is one. */
  public Optional<Target> find(String name) {
    JsonNode found = targets(file.read()).path(name);
    return found.isMissingNode()
        ? Optional.empty()
        : Optional.of(TargetJson.read(name, found, file.path()));
  }

  /**
   * The one called {@code name}.
   *
   * @throws FlowlakeException (missing) with the name that may be meant
   */
  public Target named(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /**
   * Keeps a target in place of the one of that name.
   *
   * @throws FlowlakeException (usage) when it cannot have this name
   */
  public void save(Target target) {
    checkName(target.name());
    file.change(content -> targets(content).set(target.name(), TargetJson.write(target)));
  }

  /**
   * Forgets a target and says which one it was; saved keys stay where they are until {@link
   * SavedKeys#forget}.
   *
   * @throws FlowlakeException (missing) with the name that may be meant
   */
  public Target remove(String name) {
    Target removed = named(name);
    file.change(content -> targets(content).remove(name));
    return removed;
  }

  /**
   * Refuses what cannot be the name of a target.
   *
   * @throws FlowlakeException (usage)
   */
  public static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot call a target %s: a name has at most 64 letters, digits, '.', '_' and '-', and begins with none of the last two marks but '_'."
              .formatted(Excerpt.quoted(name)));
    }
  }

  private FlowlakeException unknown(String name) {
    List<String> names = all().stream().map(Target::name).toList();
    String hint =
        Nearest.of(name, names)
            .map("Did you mean %s?"::formatted)
            .orElse(
                names.isEmpty()
                    ? "There is none yet: save one with flowlake target set."
                    : "There are: %s.".formatted(String.join(", ", names)));
    return new FlowlakeException(
        ExitCode.MISSING,
        "Cannot find the target %s in %s. %s A folder of that name is ./%s"
            .formatted(Excerpt.quoted(name), file.path(), hint, Excerpt.of(name)));
  }

  private ObjectNode targets(ObjectNode content) {
    if (content.has(TARGETS) && !content.path(TARGETS).isObject()) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot read %s: its %s are no JSON object. Mend it or remove it."
              .formatted(file.path(), TARGETS));
    }
    return content.withObjectProperty(TARGETS);
  }
}
