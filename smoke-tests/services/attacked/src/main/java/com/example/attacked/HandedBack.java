package com.example.attacked;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Tasks that a pool gives back: one request left them there, another runs them. */
public final class HandedBack {
  private static final int LEFT = 4;
  private static final int REFUSED = 2;

  private final CountDownLatch never = new CountDownLatch(1);
  private final ExecutorService elsewhere = Executors.newCachedThreadPool();

  private final ThreadPoolExecutor busy =
      new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>());
  private final CountDownLatch left = new CountDownLatch(LEFT);

  private final Queue<Runnable> refusals = new ConcurrentLinkedQueue<>();
  private final CountDownLatch refused = new CountDownLatch(REFUSED);
  private final ExecutorService keepsRefusals = full((task, pool) -> refusals.add(task));

  private final AtomicReference<Runnable> previous = new AtomicReference<>();
  private final ExecutorService runsThePrevious = full((task, pool) -> runPrevious(task));
  private final ExecutorService runsHere = full(new ThreadPoolExecutor.CallerRunsPolicy());

  private HandedBack() {
    busy.execute(() -> Job.await(never));
  }

  public static void main(String[] arguments) throws Exception {
    HandedBack program = new HandedBack();
    Map<String, Act> acts = new TreeMap<>();
    acts.put("leave-value", program::leaveValue);
    acts.put("leave-task", program::leaveTask);
    acts.put("shut-down", program::shutDown);
    acts.put("refuse-value", program::refuseValue);
    acts.put("run-refused", program::runRefused);
    acts.put("run-previous", program::runPreviousOf);
    acts.put("run-here", program::runHere);
    Program.serve(new ActServlet(acts));
  }

  private ExecutorService full(RejectedExecutionHandler handler) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, MINUTES, new SynchronousQueue<>(), handler);
    pool.execute(() -> Job.await(never));
    return pool;
  }

  /** Waits for its answer, so that the request goes on. */
  private String leaveValue(String owner) throws Exception {
    Future<String> answer = busy.submit(() -> World.call(owner, "left-value"));
    left.countDown();
    return answer.get();
  }

  private String leaveTask(String owner) {
    busy.execute(new Audit(owner, "left-task"));
    left.countDown();
    return "";
  }

  /** Runs here what has a value, hands the rest on; returns what it was given back. */
  private String shutDown(String owner) {
    Job.await(left);
    List<Runnable> tasks = busy.shutdownNow();
    for (Runnable task : tasks) {
      if (task instanceof Future) {
        task.run();
      } else {
        elsewhere.execute(task);
      }
    }
    return tasks.stream().map(task -> task.getClass().getName()).collect(Collectors.joining(" "));
  }

  private String refuseValue(String owner) throws Exception {
    Future<String> answer = keepsRefusals.submit(() -> World.call(owner, "refused-value"));
    refused.countDown();
    return answer.get();
  }

  private String runRefused(String owner) {
    Job.await(refused);
    refusals.forEach(Runnable::run);
    return World.call(owner, "own");
  }

  private String runPreviousOf(String owner) {
    runsThePrevious.execute(new Audit(owner, "previous-task"));
    return World.call(owner, "own");
  }

  private void runPrevious(Runnable task) {
    Runnable others = previous.getAndSet(task);
    if (others != null) {
      others.run();
    }
  }

  private String runHere(String owner) {
    runsHere.execute(new Audit(owner, "run-here"));
    return World.call(owner, "own");
  }
}
