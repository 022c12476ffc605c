package io.flowlake.export;

import io.flowlake.Fault;
import io.flowlake.S3Gate;
import java.util.List;

/** What can go wrong once with each request of an upload of several parts. */
final class UploadFaults {
  /** What an export must overcome by trying again. */
  static final List<Fault> PASSING =
      List.of(
          Fault.answer(500, "InternalError"),
          Fault.answer(503, "SlowDown"),
          Fault.reset(),
          Fault.lostAnswer(),
          Fault.late(2_000));

  /** To begin, to write two parts, to list the parts, to complete. */
  private static final List<String> REQUESTS =
      List.of(
          "POST [^?]*\\?uploads",
          "PUT .*partNumber=1&",
          "PUT .*partNumber=2&",
          "GET .*uploadId=",
          "POST [^?]*\\?uploadId=");

  private UploadFaults() {}

  static void injectInAll(S3Gate gate, Fault fault) {
    REQUESTS.forEach(request -> gate.inject(request, 0, fault));
  }
}
