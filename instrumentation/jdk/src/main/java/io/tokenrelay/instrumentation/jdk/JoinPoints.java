package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The table: which JDK class is changed how, by exact names, for JDK 8 to 25. A name that a JDK
 * does not have costs an entry in a map. No lambdas: premain comes here.
 *
 * <p>Capture is switched by group. The run points are there as soon as anything captures: work that
 * was not captured must not run with the snapshot of work that was (decision 002).
 */
final class JoinPoints {
  private static final String CONCURRENT = "java/util/concurrent/";

  private final Map<String, Edit[]> edits = new HashMap<>();

  private JoinPoints() {}

  static Map<String, Edit[]> of(Predicate<String> enabled) {
    JoinPoints table = new JoinPoints();
    if (enabled.test("executors")) {
      table.executors();
    }
    if (enabled.test("forkjoin")) {
      table.forkJoin();
    }
    if (enabled.test("completable-future")) {
      table.completableFuture();
    }
    if (enabled.test("virtual-threads")) {
      table.virtualThreads();
    }
    if (!table.edits.isEmpty()) {
      table.runPoints();
    }
    return table.edits;
  }

  private void executors() {
    capture("FutureTask");
    add(
        "ThreadPoolExecutor",
        new TaskReplaced("execute", "wrapTask", "workQueue"),
        new TaskReplaced("remove", "toRemove"),
        new TaskReplaced("reject", "unwrap"),
        new OwnTaskSeen("beforeExecute"),
        new OwnTaskSeen("afterExecute"),
        new OwnTasksReturned());
    add("ScheduledThreadPoolExecutor", new OwnTaskSeen("decorateTask"));
    add("ThreadPerTaskExecutor", new ArgumentsWrapped("newThread"));
    periodic("ScheduledThreadPoolExecutor");
  }

  private void forkJoin() {
    for (String task :
        Arrays.asList(
            "AdaptedRunnable",
            "AdaptedRunnableAction",
            "AdaptedCallable",
            "AdaptedInterruptibleRunnable",
            "AdaptedInterruptibleCallable",
            "CallableWithTimeout",
            "InvokeAnyTask",
            "RunnableExecuteAction")) {
      capture("ForkJoinTask$" + task);
    }
    capture("ForkJoinPool$InvokeAnyTask");
    capture("DelayScheduler$ScheduledForkJoinTask");
    periodic("ForkJoinPool");
  }

  private void completableFuture() {
    for (String completion :
        Arrays.asList(
            "AsyncRun",
            "AsyncSupply",
            "BiAccept",
            "BiApply",
            "BiRun",
            "OrAccept",
            "OrApply",
            "OrRun",
            "TaskSubmitter",
            "UniAccept",
            "UniApply",
            "UniCompose",
            "UniComposeExceptionally",
            "UniExceptionally",
            "UniHandle",
            "UniRun",
            "UniWhenComplete")) {
      capture("CompletableFuture$" + completion);
    }
  }

  private void virtualThreads() {
    add("java/lang/", "VirtualThread", new ArgumentsWrapped("<init>"));
    add("java/lang/", "ThreadBuilders$BoundVirtualThread", new ArgumentsWrapped("<init>"));
  }

  private void runPoints() {
    RunWithNothing runWithNothing = new RunWithNothing();
    for (String task :
        Arrays.asList(
            "FutureTask",
            "CompletableFuture$AsyncRun",
            "CompletableFuture$AsyncSupply",
            "DelayScheduler$ScheduledForkJoinTask",
            "ForkJoinTask$AdaptedRunnable",
            "ForkJoinTask$AdaptedRunnableAction",
            "ForkJoinTask$AdaptedCallable",
            "ForkJoinTask$AdaptedInterruptibleRunnable",
            "ForkJoinTask$AdaptedInterruptibleCallable",
            "ForkJoinTask$CallableWithTimeout",
            "ForkJoinTask$RunnableExecuteAction")) {
      add(task, runWithNothing);
    }
    add("ThreadPoolExecutor", new ClearedBeforeRun("runWorker"));
    add("CompletableFuture", new CallPaused("tryFire", "postComplete"));
    add("CompletableFuture$Completion", new CallPaused("tryFire"));
    add("ForkJoinPool", new CallPaused("doExec"));
    add("ForkJoinPool$WorkQueue", new CallPaused("doExec"));
  }

  private void capture(String type) {
    add(type, new ArgumentsWrapped("<init>"));
  }

  private void periodic(String type) {
    add(
        type,
        new TaskReplaced("scheduleAtFixedRate", "uncaptured"),
        new TaskReplaced("scheduleWithFixedDelay", "uncaptured"));
  }

  private void add(String type, Edit... more) {
    add(CONCURRENT, type, more);
  }

  private void add(String folder, String type, Edit... more) {
    Edit[] first = edits.get(folder + type);
    edits.put(folder + type, first == null ? more : both(first, more));
  }

  private static Edit[] both(Edit[] first, Edit[] second) {
    Edit[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
