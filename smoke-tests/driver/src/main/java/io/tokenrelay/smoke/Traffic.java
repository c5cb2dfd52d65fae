package io.tokenrelay.smoke;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests of several users, each with one token for all of its requests. */
final class Traffic {
  private final Estate estate;
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  private Traffic(Estate estate) {
    this.estate = estate;
  }

  /** Of users who each get one token of the issuer. */
  static Traffic of(Estate estate, Issuer issuer, List<String> users)
      throws IOException, InterruptedException {
    Traffic traffic = new Traffic(estate);
    for (String user : users) {
      traffic.tokens.put(user, issuer.token(user));
    }
    return traffic;
  }

  Sent send(String user) throws IOException, InterruptedException {
    return send(user, tokens.getOrDefault(user, ""), user + "-" + number.incrementAndGet());
  }

  Sent send(String user, String token, String item) throws IOException, InterruptedException {
    HttpResponse<String> answer = estate.checkout(item, token);
    return new Sent(
        item,
        user,
        estate.bearers().read("Bearer " + token),
        answer.statusCode(),
        answer.statusCode() == 200 && answer.body().matches(item + " at \\d+\\.\\d\\d; .*"));
  }

  /** Several at a time, the users taking turns. */
  List<Sent> send(int requests, int atATime) throws InterruptedException, ExecutionException {
    List<String> users = new ArrayList<>(tokens.keySet());
    ExecutorService threads = Executors.newFixedThreadPool(atATime);
    try {
      List<Future<Sent>> futures = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        String user = users.get(i % users.size());
        futures.add(threads.submit(() -> send(user)));
      }
      List<Sent> all = new ArrayList<>();
      for (Future<Sent> future : futures) {
        all.add(future.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }
}
