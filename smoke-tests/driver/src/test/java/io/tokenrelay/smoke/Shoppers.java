package io.tokenrelay.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Users who order without a pause until they are stopped, each now and then with a fresh token. One
 * who is not served tries again with the same token, as its client would after a 503.
 */
final class Shoppers {
  private static final int ORDERS_PER_TOKEN = 5;
  private static final int ATTEMPTS = 50;

  private final Estate estate;
  private final Issuer issuer;
  private final String basket;
  private final ExecutorService threads;
  private final List<Future<?>> shopping = new ArrayList<>();
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * @param basket how the items that they order begin, for each crowd another
   */
  private Shoppers(Estate estate, Issuer issuer, String basket, int users) {
    this.estate = estate;
    this.issuer = issuer;
    this.basket = basket;
    this.threads = Executors.newFixedThreadPool(users);
  }

  static Shoppers start(Estate estate, Issuer issuer, String basket, List<String> users)
      throws Exception {
    Shoppers shoppers = new Shoppers(estate, issuer, basket, users.size());
    Traffic traffic = Traffic.of(estate, issuer, List.of());
    for (String user : users) {
      shoppers.shopping.add(shoppers.threads.submit(() -> shoppers.shop(traffic, user)));
    }
    return shoppers;
  }

  /** How many orders were served so far. */
  long served() {
    return sent.stream().filter(Sent::served).count();
  }

  /** Waits until so many more orders were served. */
  void serve(int more) throws InterruptedException {
    long enough = served() + more;
    if (!Polling.until(60, () -> served() >= enough || isOver())) {
      throw new IllegalStateException("only " + served() + " orders of " + enough);
    }
  }

  /** Everything that was sent, those that were not served among them. */
  List<Sent> stop() throws InterruptedException, ExecutionException {
    stopped = true;
    for (Future<?> each : shopping) {
      each.get();
    }
    threads.shutdown();
    return List.copyOf(sent);
  }

  private boolean isOver() {
    return shopping.stream().anyMatch(Future::isDone);
  }

  private Void shop(Traffic traffic, String user) throws Exception {
    while (!stopped) {
      String token = issuer.token(user);
      for (int i = 0; i < ORDERS_PER_TOKEN; i++) {
        order(traffic, user, token);
      }
    }
    return null;
  }

  private void order(Traffic traffic, String user, String token) throws Exception {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Sent order = traffic.send(user, token, basket + number.incrementAndGet());
      sent.add(order);
      if (order.served()) {
        return;
      }
      Polling.until(1, () -> false); // what Retry-After asks for
    }
    throw new IllegalStateException(user + " was never served");
  }
}
