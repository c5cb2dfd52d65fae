package io.tokenrelay.instrumentation.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Tasks of the application in the pools of Tomcat, Jetty and Undertow. */
class PoolsIT extends CarriesAcrossThreads {
  private final ThreadPoolExecutor tomcat = pool(2);
  private final QueuedThreadPool jetty = new QueuedThreadPool();
  private XnioWorker xnio;

  @BeforeAll
  void startThreads() throws Exception {
    jetty.setDaemon(true);
    jetty.start();
    xnio = Xnio.getInstance().createWorker(OptionMap.create(Options.THREAD_DAEMON, true));
  }

  @AfterAll
  void stopThreads() throws Exception {
    tomcat.shutdownNow();
    jetty.stop();
    xnio.shutdownNow();
  }

  @Override
  protected Class<?> libraryClass() {
    return QueuedThreadPool.class;
  }

  @Override
  protected Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("Tomcat, submit", answer -> tomcat.submit(() -> answer.complete(call())));
    ways.put("XNIO, submit", answer -> xnio.submit(() -> answer.complete(call())));
    return ways;
  }

  @Override
  protected Map<String, Way> waysOfNobody() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("Tomcat, execute", answer -> tomcat.execute(() -> answer.complete(call())));
    ways.put("Jetty, execute", answer -> jetty.execute(() -> answer.complete(call())));
    ways.put("XNIO, execute", answer -> xnio.execute(() -> answer.complete(call())));
    return ways;
  }

  @Test
  void tomcatsPoolFindsAndGivesBackTheApplicationsOwnTasks() throws Exception {
    ThreadPoolExecutor busy = pool(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try {
      busy.execute(
          () -> {
            begun.countDown();
            await(end);
          });
      await(begun);
      Runnable removed = new Never();
      Runnable left = new Never();
      boolean found =
          as(
              "alice",
              () -> {
                busy.execute(removed);
                busy.execute(left);
                return busy.remove(removed);
              });

      assertThat(found).isTrue();
      assertThat(busy.shutdownNow()).containsExactly(left);
    } finally {
      end.countDown();
      busy.shutdownNow();
    }
  }

  private static ThreadPoolExecutor pool(int threads) {
    return new ThreadPoolExecutor(
        threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Never implements Runnable {
    @Override
    public void run() {
      throw new AssertionError("must not run");
    }
  }
}
