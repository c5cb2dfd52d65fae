package io.tokenrelay.instrumentation.spring;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that repeats itself, for nobody, whoever's request was there when it was scheduled. */
public class Scheduled {
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final CountDownLatch byCron = new CountDownLatch(2);
  private final CountDownLatch byRate = new CountDownLatch(2);
  private final CountDownLatch byDelay = new CountDownLatch(2);
  private volatile String url = "";

  /** Lets it call from now on. */
  void start(String url) {
    this.url = url;
  }

  /** What was answered, when each kind of schedule has run twice. */
  Queue<String> answers() throws InterruptedException {
    for (CountDownLatch each : new CountDownLatch[] {byCron, byRate, byDelay}) {
      if (!each.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("scheduled work does not run");
      }
    }
    return answers;
  }

  @org.springframework.scheduling.annotation.Scheduled(cron = "* * * * * *")
  public void everySecond() {
    call(byCron);
  }

  @org.springframework.scheduling.annotation.Scheduled(fixedRate = 20)
  public void often() {
    call(byRate);
  }

  @org.springframework.scheduling.annotation.Scheduled(fixedDelay = 20)
  public void afterEach() {
    call(byDelay);
  }

  private void call(CountDownLatch runs) {
    if (!url.isEmpty() && runs.getCount() > 0) {
      answers.add(Downstreams.call(url));
      runs.countDown();
    }
  }
}
