package com.example.attacked;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Work that one request hands over or starts, and that is another's. */
public final class WhoseWork {
  private final Map<String, Act> acts = new TreeMap<>();
  private final Map<String, Executor> starters = new Starters().all();

  private WhoseWork() {}

  public static void main(String[] arguments) throws Exception {
    WhoseWork program = new WhoseWork();
    program.addAll("mailbox", Mailbox::new);
    program.addAll("worker", LazyWorker::new);
    program.addAll("worker-in-place", LazyWorker::inPlace);
    program.addAll("worker-sending", LazyWorker::sending);
    program.addAll("waiting-worker", WaitingWorker::new);
    program.addAll("bus", Bus::new);
    program.addAll("chain", Chain::new);
    program.addAll("value-chain", ValueChain::new);
    program.addAll(
        "serial", executor -> new SerialExecutor(new ConcurrentLinkedQueue<>(), executor));
    program.add(
        "serial-of-the-jdks-documentation-execute",
        new SerialExecutor(new ArrayDeque<>(), program.starters.get("execute")));
    program.addAll("handover", Handover::new);
    Promises.addTo(program.acts);
    Honest.addTo(program.acts);
    Limiter.addTo(program.acts);
    Helping.addTo(program.acts);
    program.acts.put("acts", owner -> String.join("\n", program.acts.keySet()));
    Program.serve(new ActServlet(program.acts));
  }

  private void addAll(String name, UnaryOperator<Executor> desk) {
    starters.forEach((starter, executor) -> add(name + "-" + starter, desk.apply(executor)));
  }

  /** All jobs at a desk wait until it is opened, by one more job that does nothing. */
  private void add(String desk, Executor executor) {
    CountDownLatch gate = new CountDownLatch(1);
    acts.put(
        "at/" + desk,
        owner -> {
          executor.execute(new Job(owner, desk, gate));
          return "";
        });
    acts.put(
        "open/" + desk,
        owner -> {
          gate.countDown();
          executor.execute(() -> {});
          return "";
        });
  }
}
