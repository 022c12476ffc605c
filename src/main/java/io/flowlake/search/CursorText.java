package io.flowlake.search;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a cursor: URL-safe base64 of a checksum and, compressed, the JSON of {@link
 * CursorJson}.
 */
final class CursorText {
  private static final int CHECKSUM = Fingerprint.BYTES;

  /** Longer ones are no cursors: a row has at most some 100 kB. */
  private static final int MAX_TEXT = 8 << 20;

  private static final int MAX_JSON = 64 << 20;

  private CursorText() {}

  static String of(Cursor cursor) {
    try {
      return of(CursorJson.bytes(cursor));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text that holds {@code json}. */
  static String of(byte[] json) throws IOException {
    byte[] packed = packed(json);
    byte[] whole = Arrays.copyOf(Fingerprint.of(packed), CHECKSUM + packed.length);
    System.arraycopy(packed, 0, whole, CHECKSUM, packed.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** See {@link Cursor#parse}. */
  static Cursor parse(String text) {
    byte[] packed = checked(text.strip());
    try {
      return CursorJson.read(unpacked(packed));
    } catch (IOException | RuntimeException e) {
      throw unusable(text, "it comes from another release", e);
    }
  }

  private static byte[] checked(String text) {
    if (text.length() > MAX_TEXT) {
      throw unusable(text, "it is too long for one", null);
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(text);
      if (whole.length > CHECKSUM) {
        byte[] packed = Arrays.copyOfRange(whole, CHECKSUM, whole.length);
        if (Arrays.equals(Fingerprint.of(packed), Arrays.copyOf(whole, CHECKSUM))) {
          return packed;
        }
      }
    } catch (IllegalArgumentException e) {
      throw unusable(text, "it was cut or changed", e);
    }
    throw unusable(text, "it was cut or changed", null);
  }

  private static FlowlakeException unusable(String text, String why, @Nullable Exception cause) {
    String shown = text.length() <= 24 ? text : text.substring(0, 24) + "…";
    return new FlowlakeException(
        ExitCode.USAGE,
        "Cannot continue after '%s': %s; copy the cursor whole from the earlier search, or search again without --after."
            .formatted(shown, why),
        cause);
  }

  private static byte[] packed(byte[] json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(json);
    }
    return bytes.toByteArray();
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(MAX_JSON);
    }
  }
}
