package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * JBoss Threads 2 and 3, and the asynchronous methods of WildFly's session beans.
 *
 * <p>Tasks for these pools are judged as the JDK's own pools judge them. An asynchronous call of a
 * session bean is a task that is its own future: the container makes it on the caller's thread, for
 * this one call, so it is work with a value, whatever pool runs it.
 */
public final class JBossThreadsInstrumentation extends Instrumentation {
  private static final String THREADS = "org.jboss.threads.";
  private static final String POOL = THREADS + "EnhancedQueueExecutor";
  private static final String RUNNABLE = "java.lang.Runnable";
  private static final String CALLABLE = "java.util.concurrent.Callable";
  private static final String UNIT = "java.util.concurrent.TimeUnit";
  private static final String EJB = "org.jboss.as.ejb3.component.";

  public JBossThreadsInstrumentation() {
    super("jbossthreads");
  }

  @Override
  protected void weave(Weave weave) {
    pool(weave);
    poolsOfVersion2(weave);
    weave
        .type(EJB + "interceptors.AsyncInvocationTask")
        .constructors()
        .carries("NewCallAdvice")
        .methods("run")
        .carries("RunCallAdvice");
    weave
        .type(EJB + "singleton.SingletonComponent")
        .methods("getComponentInstance") // creates it, in the middle of the first call
        .beginsWithNothing();
  }

  private static void pool(Weave weave) {
    weave
        .type(POOL)
        .method("execute", RUNNABLE)
        .keepsTask()
        .method("safeRun", RUNNABLE) // until 3.1
        .carries("RunTaskAdvice")
        .methods("rejectException")
        .beginsWithNothing()
        .methods("rejectNoThread")
        .beginsWithNothing()
        .methods("rejectQueueFull")
        .beginsWithNothing()
        .methods("rejectShutdown")
        .beginsWithNothing()
        .methods("completeTermination")
        .beginsWithNothing()
        .method("schedule", RUNNABLE, "long", UNIT)
        .carries("ScheduledTaskAdvice")
        .method("schedule", CALLABLE, "long", UNIT)
        .carries("ScheduledCallAdvice")
        .methods("scheduleAtFixedRate")
        .carries("PeriodicTaskAdvice")
        .methods("scheduleWithFixedDelay")
        .carries("PeriodicTaskAdvice");
    weave
        .type(POOL + "$Task")
        .method("run")
        .carries("RunInnerTaskAdvice")
        .method("doRunWith", RUNNABLE, "java.lang.Object") // since 3.6
        .carries("RunTaskAdvice");
    weave.type(THREADS + "EnhancedViewExecutor").method("execute", RUNNABLE).takesTask();
  }

  private static void poolsOfVersion2(Weave weave) {
    for (String name : new String[] {"OrderedExecutor", "LimitedExecutor", "QueuelessExecutor"}) {
      weave
          .type(THREADS + name)
          .methods("execute")
          .takesTask()
          .methods("executeBlocking")
          .takesTask()
          .methods("executeNonBlocking")
          .takesTask();
    }
    weave.type(THREADS + "OrderedExecutor$Runner").methods("run").beginsWithNothing();
    weave.type(THREADS + "LimitedExecutor$Runner").methods("run").beginsWithNothing();
    weave
        .type(THREADS + "QueueExecutor")
        .methods("execute")
        .keepsTask()
        .methods("executeBlocking")
        .keepsTask()
        .methods("executeNonBlocking")
        .keepsTask()
        .method("runTask", RUNNABLE)
        .carries("RunTaskAdvice");
  }

  /** Its workers serve many users, and so carry nothing. */
  @Override
  public String[] ownTasks() {
    return new String[] {THREADS};
  }

  @Override
  public String[] tasksForRequests() {
    return new String[] {EJB + "interceptors.AsyncFutureInterceptorFactory"};
  }

  /** The instances of a bean, of which each call takes one. */
  @Override
  public String[] ownWaits() {
    return new String[] {"org.jboss.as.ejb3.pool.*"};
  }
}
