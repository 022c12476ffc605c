package io.flowlake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports on loopback for servers that cannot say which they took. They are below those that the
 * system gives to whoever asks for any, and no two callers in this JVM get the same.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int COUNT = 10_000;
  private static final Random RANDOM = new Random();
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** One of them. */
  public static int one() {
    return first(1);
  }

  /** The first of so many in a row. */
  public static synchronized int first(int row) {
    while (true) {
      int first = LOWEST + RANDOM.nextInt(COUNT - row);
      if (areFree(first, row)) {
        for (int i = 0; i < row; i++) {
          GIVEN.add(first + i);
        }
        return first;
      }
    }
  }

  private static boolean areFree(int first, int row) {
    for (int port = first; port < first + row; port++) {
      if (GIVEN.contains(port) || !isFree(port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
