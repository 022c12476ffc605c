package io.flowlake.export;

import io.flowlake.S3Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When an export is killed, by what the store has seen of it.
 *
 * @param stage how far it is
 * @param pieces that the store has, while it writes
 * @param delayMillis after that
 */
record KillMoment(Stage stage, int pieces, int delayMillis) {
  /** How far an export is. */
  enum Stage {
    /** The store knows nothing of it: Java and Spark start, and the day is cut. */
    STARTING,
    /** Tasks write pieces. */
    WRITING,
    /** The store was asked to make the pieces an object, and has perhaps done it. */
    JOINING,
    /** The object is there, and the ledger is to be told. */
    TELLING
  }

  static final String PIECE = "PUT [^?]*\\?.*partNumber=.*";
  private static final String BEGIN = "POST [^?]*\\?uploads.*";
  private static final String JOIN = "POST [^?]*\\?uploadId=.*";

  private static final List<Stage> OF_DRIVERS =
      List.of(
          Stage.WRITING,
          Stage.TELLING,
          Stage.WRITING,
          Stage.STARTING,
          Stage.WRITING,
          Stage.JOINING,
          Stage.WRITING,
          Stage.TELLING,
          Stage.WRITING,
          Stage.STARTING);

  /**
   * Most while pieces are written, evenly spread over these: each in the middle half of its share,
   * so that a single one is neither before the first piece nor at the last.
   */
  static List<KillMoment> ofDrivers(int kills, int pieces, long startMillis, Random random) {
    List<Stage> stages = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      stages.add(OF_DRIVERS.get(kill % OF_DRIVERS.size()));
    }
    return of(stages, pieces, startMillis, random);
  }

  /** All while pieces are written, or a little before: the shuffle is going on then. */
  static List<KillMoment> ofExecutors(int kills, int pieces, Random random) {
    List<Stage> stages = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      stages.add(Stage.WRITING);
    }
    return of(stages, pieces, 0, random);
  }

  private static List<KillMoment> of(
      List<Stage> stages, int pieces, long startMillis, Random random) {
    double writing = stages.stream().filter(stage -> stage == Stage.WRITING).count();
    List<KillMoment> moments = new ArrayList<>();
    int spread = 0;
    for (Stage stage : stages) {
      moments.add(
          switch (stage) {
            case STARTING -> new KillMoment(stage, 0, random.nextInt((int) startMillis));
            case WRITING ->
                new KillMoment(
                    stage,
                    (int) ((spread++ + 0.25 + random.nextDouble() / 2) * pieces / writing),
                    random.nextInt(300));
            case JOINING -> new KillMoment(stage, pieces, random.nextInt(20));
            case TELLING -> new KillMoment(stage, pieces, random.nextInt(300));
          });
    }
    return moments;
  }

  /** Whether an export that goes through {@code gate} has come so far, but for the delay. */
  boolean hasCome(S3Gate gate) {
    return switch (stage) {
      case STARTING -> true;
      case WRITING -> gate.succeeded(pieces == 0 ? BEGIN : PIECE) >= Math.max(pieces, 1);
      case JOINING -> gate.isJoining();
      case TELLING -> gate.succeeded(JOIN) > 0;
    };
  }

  /** How far it is by now. */
  static Stage stage(S3Gate gate) {
    if (gate.succeeded(JOIN) > 0) {
      return Stage.TELLING;
    }
    return gate.succeeded(BEGIN) > 0 ? Stage.WRITING : Stage.STARTING;
  }
}
