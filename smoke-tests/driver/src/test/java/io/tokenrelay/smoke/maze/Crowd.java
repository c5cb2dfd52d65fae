package io.tokenrelay.smoke.maze;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many visitors at once, and some without a token among them. Who comes as the n-th, and which way
 * the visit takes, follows from the seed; how the threads meet does not.
 */
final class Crowd {
  private static final int THREADS = 12;

  private final URI maze;
  private final Map<String, String> tokens;
  private final List<String> names;
  private final long seed;
  private final AtomicLong visits = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Crowd(int port, Map<String, String> tokens, long seed) {
    this.maze = URI.create("http://127.0.0.1:" + port + "/walk");
    this.tokens = tokens;
    this.names = new ArrayList<>(tokens.keySet());
    this.seed = seed;
  }

  /** Returns the number of visits, every one of which was answered. */
  long visitFor(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<Boolean> visitor =
          () -> {
            while (System.nanoTime() - end < 0) {
              visit(new Random(seed + visits.getAndIncrement()));
            }
            return true;
          };
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(threads.submit(visitor));
      }
      for (Future<Boolean> each : all) {
        each.get();
      }
      return visits.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private void visit(Random random) throws IOException, InterruptedException {
    int who = random.nextInt(names.size() + names.size() / 10);
    String name = who < names.size() ? names.get(who) : Tally.NOBODY;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(maze + "?visitor=" + name + "&seed=" + random.nextLong()))
            .timeout(Duration.ofMinutes(2));
    String token = tokens.get(name);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("a visit was answered " + status);
    }
  }
}
