package com.example.maze;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A call to somewhere in the world: to one place or another, with one client or another. However it
 * ends, the walk goes on.
 */
final class Calls implements Turns.Turn {
  /**
   * What is there: a plain answer; another try asked for; an answer that some do not wait for; a
   * redirect within the place, and one to strangers.
   */
  private static final List<String> PLACES =
      Arrays.asList("plain", "plain", "flaky", "slow", "redirect", "elsewhere");

  private final String world;
  private final List<Client> clients;

  Calls(String world) {
    this.world = world;
    this.clients =
        Arrays.asList(
            new BlockingOkHttp(),
            new QueuedOkHttp(),
            new ImpatientOkHttp(),
            new ApacheClient4(),
            new ApacheClient5(),
            new QueuedApacheClient4(),
            new QueuedApacheClient5(),
            new MovingOkHttp(),
            new MovingApacheClient5());
  }

  /** A client that all visitors share. */
  interface Client {
    /** Runs {@code onward} exactly once, after the call. */
    void get(String url, Runnable onward);

    /** Whether it goes on on a thread of the client's. */
    default boolean isQueued() {
      return false;
    }
  }

  @Override
  public void take(Branch branch, Runnable onward) {
    Random random = branch.random();
    String place = PLACES.get(random.nextInt(PLACES.size()));
    Client client = clients.get(random.nextInt(clients.size()));
    if (client.isQueued()) {
      branch.withValue();
    }
    client.get(world + "/" + place + "/" + branch.nextCall(), onward);
  }
}
