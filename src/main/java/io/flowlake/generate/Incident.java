package io.flowlake.generate;

/** What can be planted among the flows of a stream, so that there is something to find. */
public enum Incident {
  /** A stranger tries 1,024 ports of one host, on the last day from 03:12 on. */
  SCAN("of a port scan"),
  /** A host of the first site tries port 445 of 1,500 hosts of the third, last day from 09:40. */
  SWEEP("of a sweep"),
  /** A service of the second site; it resets all connections on the last day, 14:05 to 14:35. */
  SERVICE("of a service that resets"),
  /** Conversations through address translation, each logged at both ends, last day from 11:00. */
  TRANSLATED("of translated conversations"),
  /** A node of its own, a flow every five minutes; silent on the last day, 11:00 to 17:00. */
  SILENCE("of a node that falls silent"),
  /** A backup every night at 01:00, each an eighth larger than the one before. */
  BACKUP("of a growing backup");

  private final String text;

  Incident(String text) {
    this.text = text;
  }

  /** What so many flows are, for sentences: "1,024 of a port scan". */
  public String text() {
    return text;
  }
}
