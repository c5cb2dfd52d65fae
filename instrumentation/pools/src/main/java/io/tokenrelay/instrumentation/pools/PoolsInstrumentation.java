package io.tokenrelay.instrumentation.pools;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Tomcat's copy of the JDK's {@code ThreadPoolExecutor}, Jetty's {@code QueuedThreadPool} and the
 * workers of XNIO; and {@code AsyncContext.start}, by which a request gets to them.
 *
 * <p>The containers' own tasks stay as they are: they serve many users.
 */
public final class PoolsInstrumentation extends Instrumentation {
  public PoolsInstrumentation() {
    super("pools");
  }

  @Override
  protected void weave(Weave weave) {
    asyncContext(weave, "org.apache.catalina.core.AsyncContextImpl");
    asyncContext(weave, "org.eclipse.jetty.server.AsyncContextState"); // 9.4 to 11
    asyncContext(weave, "org.eclipse.jetty.ee8.nested.AsyncContextState");
    asyncContext(weave, "org.eclipse.jetty.ee9.nested.AsyncContextState");
    asyncContext(weave, "org.eclipse.jetty.ee10.servlet.AsyncContextState");
    asyncContext(weave, "org.eclipse.jetty.ee11.servlet.AsyncContextState");
    asyncContext(weave, "io.undertow.servlet.spec.AsyncContextImpl");

    weave
        .type(
            "org.apache.tomcat.util.threads.ThreadPoolExecutor") // the JDK's as well, in 7 to 9.0.1
        .methods("execute")
        .with("TaskAdvice")
        .method("remove", "java.lang.Runnable")
        .with("RemovedTaskAdvice")
        .method("shutdownNow")
        .with("UnfinishedTasksAdvice");
    weave
        .type("org.eclipse.jetty.util.thread.QueuedThreadPool")
        .methods("execute")
        .with("TaskAdvice")
        .methods("tryExecute")
        .with("TaskAdvice");
    weave.type("org.xnio.XnioWorker").methods("execute").with("TaskAdvice");
  }

  private static void asyncContext(Weave weave, String type) {
    weave.type(type).method("start", "java.lang.Runnable").with("AsyncStartAdvice");
  }
}
