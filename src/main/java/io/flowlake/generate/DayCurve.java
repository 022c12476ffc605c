package io.flowlake.generate;

/**
 * How the flows of a stream spread over its days: every day alike, a base load, a bump at 14 h and
 * a small one at 20.5 h, UTC. Constant within five minutes.
 */
final class DayCurve {
  static final long DAY_MILLIS = 86_400_000L;
  private static final int SLOTS = 288;
  private static final double SLOT_MILLIS = DAY_MILLIS / (double) SLOTS;
  private static final int GUIDE = 1_024;

  private final int days;
  private final double[] cumulative = new double[SLOTS + 1];

  /** For a share in [i, i + 1) / GUIDE, the first slot that can hold it. */
  private final int[] guide = new int[GUIDE];

  DayCurve(int days) {
    this.days = days;
    double sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      sum += load((slot + 0.5) * 24 / SLOTS);
      cumulative[slot + 1] = sum;
    }
    for (int slot = 1; slot <= SLOTS; slot++) {
      cumulative[slot] /= sum;
    }
    for (int i = 1; i < GUIDE; i++) {
      guide[i] = slotOf(i / (double) GUIDE, guide[i - 1]);
    }
  }

  /** Milliseconds since the stream's beginning before which {@code share} of its flows start. */
  long millisAt(double share) {
    double inDays = share * days;
    int day = Math.min((int) inDays, days - 1);
    double part = inDays - day;
    int slot = slotOf(part, guide[Math.min((int) (part * GUIDE), GUIDE - 1)]);
    double within = (part - cumulative[slot]) / (cumulative[slot + 1] - cumulative[slot]);
    return day * DAY_MILLIS + (long) ((slot + Math.min(within, 1 - 1e-9)) * SLOT_MILLIS);
  }

  /** The share of the stream's flows that start before {@code millis}. */
  double shareBefore(long millis) {
    long day = millis / DAY_MILLIS;
    double position = (millis - day * DAY_MILLIS) / SLOT_MILLIS;
    int slot = (int) position;
    double part = cumulative[slot] + (position - slot) * (cumulative[slot + 1] - cumulative[slot]);
    return day >= days ? 1 : (day + part) / days;
  }

  private int slotOf(double part, int from) {
    int slot = from;
    while (slot < SLOTS - 1 && cumulative[slot + 1] <= part) {
      slot++;
    }
    return slot;
  }

  private static double load(double hour) {
    return 0.45 + bump(hour, 14, 3) + 0.25 * bump(hour, 20.5, 1.2);
  }

  private static double bump(double hour, double center, double width) {
    double distance = (hour - center) / width;
    return StrictMath.exp(-distance * distance / 2);
  }
}
