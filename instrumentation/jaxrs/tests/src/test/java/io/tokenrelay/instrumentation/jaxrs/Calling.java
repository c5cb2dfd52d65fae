package io.tokenrelay.instrumentation.jaxrs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What the handlers share; it contains no line about tokens. */
final class Calling {
  static final ExecutorService POOL = Executors.newFixedThreadPool(2);
  static final BlockingQueue<Runnable> PARKED = new LinkedBlockingQueue<>();

  private static final OkHttpClient CLIENT = new OkHttpClient();
  private static final Map<Integer, Consumer<String>> KEPT = new ConcurrentHashMap<>();
  private static final AtomicInteger IDS = new AtomicInteger();

  private Calling() {}

  /** What the called service answers: the user whose token came. */
  static String call(String url) {
    try (Response response = CLIENT.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A number by which the answer's way is found again. */
  static int keep(Consumer<String> answer) {
    int id = IDS.incrementAndGet();
    KEPT.put(id, answer);
    return id;
  }

  /** Answers a request that it knows by a number only. */
  static final class Telling implements Runnable {
    private final String to;
    private final int id;

    Telling(String to, int id) {
      this.to = to;
      this.id = id;
    }

    @Override
    public void run() {
      KEPT.remove(id).accept(call(to));
    }
  }
}
