package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The application that runs in the server under test. It contains no line about tokens. Its path
 * decides what it does; {@code to} is the URL that it calls:
 *
 * <ul>
 *   <li>{@code /relay?to=URL}: answers what the called service answers, the user whose token came
 *   <li>{@code /lazy}: the same by a servlet that calls when it is made, too, where {@code
 *       /when-made?to=} says
 *   <li>{@code /httpclient4}: the same with another client
 *   <li>{@code /executor}, {@code /future}: the same on another thread, and waits for it
 *   <li>{@code /forward}, {@code /include}, {@code /async-dispatch}, {@code -twice}: the same by
 *       way of {@code /relay}
 *   <li>{@code /error}, {@code /throw}: the same by way of the error page; and a health check
 *   <li>{@code /async-start}: the same on a thread of the container's pool
 *   <li>{@code /async-complete}: the same on a thread of the application's
 *   <li>{@code /async-timeout}, {@code -timeout-dispatch}, {@code -error}, {@code -read}, {@code
 *       -write}: the same from the listener
 *   <li>{@code /async-wait}: waits for another request to ask for {@code /wake} or {@code
 *       /wake-to-complete}, which then goes on as {@code /relay}
 *   <li>{@code /attribute?name=}: a request attribute
 *   <li>{@code /principal}: whom the servlet API takes for the caller
 *   <li>anything else: {@code ok}
 * </ul>
 */
final class TestApplication {
  /** Where the server under test must send its error dispatches to. */
  static final String ERROR_PAGE = "/error-page";

  /** A health check, whose answer is the error page. */
  static final String BROKEN_HEALTH = "/actuator/health/broken";

  /** The application's own threads, which end with it. */
  static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "application");
            thread.setDaemon(true);
            return thread;
          });

  /** What is asked to wait and does not come has failed. */
  private static final long PATIENCE_SECONDS = 60;

  private static final int MOST_SEEN = 100;

  private static final BlockingQueue<Waiting> WAITING = new LinkedBlockingQueue<>();
  private static final Semaphore READERS = new Semaphore(0);

  /** Without timeouts: the thread that watches them outlives the application by a minute. */
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder()
          .connectTimeout(0, TimeUnit.SECONDS)
          .readTimeout(0, TimeUnit.SECONDS)
          .writeTimeout(0, TimeUnit.SECONDS)
          .build();

  /** What is called by what is made lazily. */
  static volatile String toWhenMade = "";

  /** No concurrent queue: a request that takes from one is taken to serve others. */
  private static final List<String> SEEN = new ArrayList<>();

  private static final AtomicInteger SERVED = new AtomicInteger();
  private static final AtomicInteger FILTERED = new AtomicInteger();

  private TestApplication() {}

  /** How many dispatches have reached the application's servlet. */
  static int served() {
    return SERVED.get();
  }

  /** How many dispatches have reached the application's filter. */
  static int filtered() {
    return FILTERED.get();
  }

  /** The headers that each dispatch and filter has seen since this was last asked. */
  static List<String> seen() {
    synchronized (SEEN) {
      List<String> seen = new ArrayList<>(SEEN);
      SEEN.clear();
      return seen;
    }
  }

  private static void see(Map<String, List<String>> headers) {
    synchronized (SEEN) {
      if (SEEN.size() < MOST_SEEN) { // most tests do not ask
        SEEN.add(headers.toString());
      }
    }
  }

  /** Waits until a request listens to its body. */
  static void awaitReader() throws InterruptedException {
    if (!READERS.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody reads");
    }
  }

  /** Forgets the readers that nobody has waited for. */
  static void forgetReaders() {
    READERS.drainPermits();
  }

  /** Waits until a request waits to be woken. */
  static void awaitWaiting() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (WAITING.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("nobody waits");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Ends the thread that watches OkHttp's connections, which would outlive the application. */
  static void stop() {
    try {
      Field executor = ConnectionPool.class.getDeclaredField("executor");
      executor.setAccessible(true);
      ((ThreadPoolExecutor) executor.get(null)).setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
    ConnectionPool connections = CLIENT.connectionPool();
    connections.evictAll();
    synchronized (connections) {
      connections.notifyAll(); // it waits for the next to be idle
    }
  }

  /**
   * @param headers by their names in lower case
   */
  static void filter(Map<String, List<String>> headers) {
    see(headers);
    FILTERED.incrementAndGet();
  }

  static void serve(Served request) throws Exception {
    SERVED.incrementAndGet();
    see(request.headers());
    LivingRequests.add(request);
    if (request.path().startsWith("/async-")) {
      answerLater(request);
    } else if (request.path().startsWith("/wake")) {
      wake(request);
    } else {
      answer(request);
    }
  }

  private static void answer(Served request) throws Exception {
    switch (request.path()) {
      case "/relay":
      case ERROR_PAGE:
        request.write(caller(request));
        break;
      case "/when-made":
        toWhenMade = request.parameter("to");
        break;
      case "/httpclient4":
        request.write(HttpClient4Call.get(request.parameter("to")));
        break;
      case "/executor":
        request.write(THREADS.submit(() -> call(request.parameter("to"))).get());
        break;
      case "/future":
        request.write(CompletableFuture.supplyAsync(() -> callFor(request.parameter("to"))).get());
        break;
      case "/forward":
        request.forward("/relay");
        break;
      case "/include":
        request.include("/relay");
        break;
      case "/error":
      case BROKEN_HEALTH:
        request.sendError(409); // unlike 500, it lets servers keep the connection
        break;
      case "/throw":
        throw new IllegalStateException("thrown by the application");
      case "/principal":
        request.write(request.principal());
        break;
      case "/attribute":
        request.write(String.valueOf(request.attribute(request.parameter("name"))));
        break;
      default:
        request.write("ok");
    }
  }

  private static void answerLater(Served request) throws Exception {
    switch (request.path()) {
      case "/async-dispatch":
        request.dispatchLater(relayOf(request));
        break;
      case "/async-dispatch-twice":
        request.dispatchLater("/async-dispatch?to=" + request.parameter("to"));
        break;
      case "/async-start":
        request.startLater(() -> writeCall(request));
        break;
      case "/async-complete":
        request.completeLater(() -> writeCall(request));
        break;
      case "/async-timeout":
        request.timeOut(() -> writeCall(request));
        break;
      case "/async-timeout-dispatch":
        request.timeOutInto(relayOf(request));
        break;
      case "/async-error":
        String listening = request.parameter("to") + "on-error";
        request.failLater(() -> callFor(listening));
        throw new IllegalStateException("thrown by the application");
      case "/async-read":
        request.readLater(() -> writeCall(request));
        READERS.release();
        break;
      case "/async-write":
        String url = request.parameter("to");
        request.writeLater(() -> callFor(url));
        break;
      case "/async-wait":
        String completing = request.parameter("to") + "on-complete";
        WAITING.add(request.waitFor(() -> callFor(completing)));
        break;
      default:
        throw new IllegalArgumentException(request.path());
    }
  }

  /** Ends the waiting of another request, and answers this one. */
  private static void wake(Served request) throws Exception {
    Waiting waiting = WAITING.remove();
    if (request.path().equals("/wake")) {
      waiting.dispatch(relayOf(request));
    } else {
      waiting.complete();
    }
    request.write(call(request.parameter("to")));
  }

  /**
   * With its parameter, since a dispatch to another path need not keep the client's; and as it is,
   * since old Undertows do not decode it.
   */
  private static String relayOf(Served request) {
    return "/relay?to=" + request.parameter("to");
  }

  static String callFor(String url) {
    try {
      return call(url);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void writeCall(Served request) {
    try {
      request.write(caller(request));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Whom the called service takes for the caller, and the servlet API, too, if it is woven. */
  private static String caller(Served request) throws IOException {
    String user = call(request.parameter("to"));
    String principal = request.principal();
    return user.equals(principal) || !Boolean.getBoolean("tokenrelay.api.principal")
        ? user
        : user + ", and by the servlet API " + principal;
  }

  private static String call(String url) throws IOException {
    try (Response response = CLIENT.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }
}
