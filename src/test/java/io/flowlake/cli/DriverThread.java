package io.flowlake.cli;

/** Calls the program as YARN's application master does, in a thread of its own. */
final class DriverThread {
  private DriverThread() {}

  public static void main(String[] args) throws InterruptedException {
    Thread thread = new Thread(() -> Main.main(args), "Driver");
    thread.start();
    thread.join();
    System.out.println("returned");
    System.exit(0);
  }
}
