package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The table of which JDK classes are changed, and how, by exact name, for JDK 8 to 25. A name that
 * a JDK does not have costs a map entry. No lambdas: this runs in premain.
 *
 * <p>Capture is enabled by group. The run points are woven as soon as any group is on: work that
 * was not captured must not run with the snapshot of work that was (decision 002), and captured
 * work must not serve others with it (decision 026).
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
    if (enabled.test("threads") && !hasAotCaches()) {
      table.threads();
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
      table.queues();
    }
    if (enabled.test("httpurlconnection")) {
      table.urlRequests();
    }
    if (enabled.test("java-http-client")) {
      table.httpClient();
    }
    table.ports();
    table.defaults();
    return table.edits;
  }

  private void executors() {
    add("FutureTask", ArgumentsWrapped.inConstructor("(Ljava/util/concurrent/Callable;)V"));
    capture("Executors$RunnableAdapter"); // everything that makes a Callable of a Runnable
    add("ThreadPoolExecutor", ArgumentsWrapped.keptBy("execute"));
    add("ScheduledThreadPoolExecutor", new MadeForLater());
    add(
        "java/util/",
        "Timer",
        CallInserted.withTaskOfType("java/util/TimerTask", "timed", "sched"));
    add("ThreadPerTaskExecutor$TaskRunner", ArgumentsWrapped.handedTo("<init>"));
  }

  private void threads() {
    add("java/lang/", "Thread", new ThreadStarted());
  }

  /**
   * From Java 24 a service may be run to create an AOT cache (JEP 483); the JVM then crashes if
   * {@code java.lang.Thread} has been changed at all.
   */
  private static boolean hasAotCaches() {
    return javaVersion() >= 24;
  }

  private static int javaVersion() {
    String java = System.getProperty("java.specification.version", "");
    return java.startsWith("1.") ? 8 : Integer.parseInt(java);
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
            "InvokeAnyTask")) {
      capture("ForkJoinTask$" + task);
    }
    capture("ForkJoinPool$InvokeAnyTask");
    add("ForkJoinTask$RunnableExecuteAction", ArgumentsWrapped.handedTo("<init>"));
    add("ForkJoinTask", CallInserted.ofThisTask("forks", "fork"));
    add(
        "ForkJoinPool",
        CallInserted.withTaskOfType(
            "java/util/concurrent/ForkJoinTask",
            "forks",
            "invoke",
            "submit",
            "execute",
            "lazySubmit"));
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
    StagesDelayed stagesDelayed = new StagesDelayed(javaVersion());
    add("CompletableFuture$DelayedExecutor", stagesDelayed);
    add("ScheduledThreadPoolExecutor", stagesDelayed);
    add("ForkJoinPool", stagesDelayed);
  }

  private void virtualThreads() {
    add("java/lang/", "ThreadBuilders", ArgumentsWrapped.handedToStatic("newVirtualThread"));
    for (String subtask :
        Arrays.asList("StructuredTaskScope$SubtaskImpl", "StructuredTaskScopeImpl$SubtaskImpl")) {
      capture(subtask);
      add(subtask, new RunWithNothing(), new OwnTaskReturned("task"));
    }
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
    add(
        "ThreadPoolExecutor",
        new RunByWorker(),
        new CallReplaced(
            "reject",
            "java/util/concurrent/RejectedExecutionHandler",
            "rejectedExecution",
            "refused"));
    add(
        "ThreadPoolExecutor$CallerRunsPolicy",
        new CallReplaced("rejectedExecution", "java/lang/Runnable", "run", "runHanded"));
    add("CompletableFuture", new CallPaused("tryFire", "postComplete"));
    add("CompletableFuture$Completion", new CallPaused("tryFire"));
    add("ForkJoinPool", new CallPaused("doExec"));
    add("ForkJoinPool$WorkQueue", new CallPaused("doExec"));
  }

  /** Where work stops being its owner's, since it takes or awaits what others have handed in. */
  private void queues() {
    removals();
    iterators();
    results();
    waits();
  }

  private void removals() {
    RemovalSeen fromHead = new RemovalSeen("take", "poll", "peek", "drainTo");
    CallInserted looks =
        CallInserted.ofThisQueue(
            "looks", "drainTo", "forEach", "removeIf", "spliterator", "toArray");
    for (String queue :
        Arrays.asList(
            "ArrayBlockingQueue",
            "ConcurrentLinkedQueue",
            "DelayQueue",
            "LinkedBlockingQueue",
            "LinkedTransferQueue",
            "PriorityBlockingQueue",
            "SynchronousQueue")) {
      add(queue, fromHead, looks);
    }
    RemovalSeen fromBothEnds =
        new RemovalSeen(
            "takeFirst", "takeLast", "pollFirst", "pollLast", "peekFirst", "peekLast", "drainTo");
    add("LinkedBlockingDeque", fromBothEnds, looks);
    add("ConcurrentLinkedDeque", fromBothEnds, looks);
    add(
        "ForkJoinTask",
        RemovalSeen.byStatic(
            "peekNextLocalTask", "pollNextLocalTask", "pollSubmission", "pollTask"));
    add("ForkJoinPool", new RemovalSeen("pollSubmission", "drainTasksTo"));
    add("Exchanger", new RemovalSeen("exchange"));
    add("sun/nio/fs/", "AbstractWatchService", new RemovalSeen("take", "poll"));
  }

  private void iterators() {
    RemovalSeen byIterator = new RemovalSeen("next");
    CallInserted theRest = CallInserted.ofQueues("looksAtTheRest", "forEachRemaining");
    for (String iterator :
        Arrays.asList(
            "ArrayBlockingQueue$Itr",
            "ConcurrentLinkedDeque$AbstractItr",
            "ConcurrentLinkedQueue$Itr",
            "DelayQueue$Itr",
            "LinkedBlockingDeque$AbstractItr",
            "LinkedBlockingQueue$Itr",
            "LinkedTransferQueue$Itr",
            "PriorityBlockingQueue$Itr")) {
      add(iterator, byIterator, theRest);
    }
  }

  private void results() {
    ValueSeen value = new ValueSeen("get", "join", "getNow", "invoke");
    for (String future :
        Arrays.asList(
            "CompletableFuture",
            "ForkJoinTask",
            "FutureTask",
            "StructuredTaskScope$SubtaskImpl",
            "StructuredTaskScopeImpl$SubtaskImpl")) {
      add(future, value);
    }
  }

  private void waits() {
    add("java/net/", "DatagramSocket", CallInserted.ofQueues("waits", "receive"));
    CallInserted accepts = CallInserted.ofQueues("waits", "accept");
    add("java/net/", "ServerSocket", accepts);
    add("sun/nio/ch/", "ServerSocketChannelImpl", accepts);
    CallInserted awaits =
        CallInserted.ofQueues("waits", "await", "awaitNanos", "awaitUntil", "awaitUninterruptibly");
    add("locks/AbstractQueuedSynchronizer$ConditionObject", awaits);
    add("locks/AbstractQueuedLongSynchronizer$ConditionObject", awaits);
    add("sun/nio/ch/", "SelectorImpl", CallInserted.ofQueues("waits", "select", "selectNow"));
  }

  private void urlRequests() {
    ClientSeen seen = new ClientSeen();
    add("sun/net/www/http/", "HttpClient", seen);
    add("sun/net/www/protocol/http/", "HttpURLConnection", seen);
    fetchedForAll();
  }

  /** What the JDK fetches for itself with that client, and keeps. */
  private void fetchedForAll() {
    FetchedForAll fetched = FetchedForAll.inMethods();
    FetchedForAll byStatic = FetchedForAll.inStaticMethods();
    add("sun/net/www/protocol/jar/", "URLJarFile", byStatic);
    add("sun/misc/", "URLClassPath$Loader", fetched); // Java 8
    add("jdk/internal/loader/", "URLClassPath$Loader", fetched);
    add("java/net/", "URLClassLoader", fetched);
    add("java/util/", "ServiceLoader", fetched); // Java 8
    add("java/util/", "ServiceLoader$LazyClassPathLookupIterator", fetched);
    add("java/util/", "ResourceBundle$Control", fetched); // from 21 on
    add("java/util/", "ResourceBundle$Control$1", fetched);
    add("java/util/", "ResourceBundle$Control$2", fetched);
    add("java/util/", "ResourceBundle$ResourceBundleProviderHelper", byStatic);
    add("sun/security/provider/certpath/", "OCSP", byStatic);
    add("sun/security/provider/certpath/", "URICertStore", fetched);
  }

  /** {@code java.net.http.HttpClient}, in a module of its own since Java 11. */
  private void httpClient() {
    ClientSeen seen = new ClientSeen();
    for (String type :
        Arrays.asList(
            "MultiExchange", "Http1Request", "Stream", "Http2Connection", "CookieFilter")) {
      add(ClientSeen.HTTP_CLIENT, type, seen);
    }
  }

  /** The JDK's listening sockets, through which nearly every server opens its ports. */
  private void ports() {
    CallInserted opens = CallInserted.ofPorts("bind");
    add("java/net/", "ServerSocket", opens);
    add("sun/nio/ch/", "ServerSocketChannelImpl", opens);
    add("sun/nio/ch/", "AsynchronousServerSocketChannelImpl", opens);
  }

  /** What the application sets for the whole JVM, for {@code HttpURLConnection} above all. */
  private void defaults() {
    add("java/net/", "CookieHandler", DefaultHidden.in("java/net/CookieHandler"));
    add("java/net/", "Authenticator", DefaultHidden.in("java/net/Authenticator"));
    add("java/net/", "ProxySelector", DefaultHidden.in("java/net/ProxySelector"));
    add(
        "sun/net/www/protocol/http/",
        "AuthenticationInfo",
        DefaultHidden.from(
            "sun/net/www/protocol/http/AuthenticationInfo",
            "getServerAuth",
            "getProxyAuth",
            "getAuth"));
  }

  private void capture(String type) {
    add(type, ArgumentsWrapped.inConstructors());
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
