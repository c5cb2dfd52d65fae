package com.example.copies;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiFunction;

/** The application's entry, in the loader of its copy: it has servers, and ways to call others. */
public final class Application {
  private static final Deque<Stoppable> OPEN = new ArrayDeque<>();

  private Application() {}

  /** All the ways of this copy to make a call. */
  public static BiFunction<String, String, String> newWays() {
    Ways ways = new Ways();
    OPEN.push(ways);
    return ways;
  }

  /**
   * Starts a server whose requests go the way that their path names.
   *
   * @return its port
   */
  public static int start(String name, BiFunction<String, String, String> ways) throws Exception {
    Servers server = Servers.start(name, ways);
    OPEN.push(server);
    return server.port();
  }

  /** Ends whatever was started. */
  public static void stop() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().stop();
    }
  }
}
