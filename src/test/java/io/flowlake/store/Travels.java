package io.flowlake.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/** Takes things to where tasks run, and looks at what they carry. */
final class Travels {
  private Travels() {}

  /** What arrives. */
  static <T> T through(T thing) {
    try {
      @SuppressWarnings("unchecked")
      T arrived = (T) new ObjectInputStream(new ByteArrayInputStream(packed(thing))).readObject();
      return arrived;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] packed(Object thing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thing);
    }
    return bytes.toByteArray();
  }
}
