package io.tokenrelay.instrumentation.pools;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Tomcat's copy of the JDK's {@code ThreadPoolExecutor} and Jetty's {@code QueuedThreadPool}, where
 * a task is judged as in the JDK's own; and {@code AsyncContext.start}, through which a request
 * reaches them.
 *
 * <p>The containers' own tasks carry nothing: they serve many users.
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
    asyncContext(weave, "org.apache.catalina.connector.AsyncContextImpl"); // GlassFish, Payara
    asyncContext(weave, "com.ibm.ws.webcontainer.async.AsyncContextImpl"); // Liberty

    weave
        .typeIfItDeclaresAny(
            "org.apache.tomcat.util.threads.ThreadPoolExecutor") // extends the JDK's in 7 to 9.0.1
        .method("executeInternal", "java.lang.Runnable")
        .carries("TaskAdvice")
        .method("beforeExecute", "java.lang.Thread", "java.lang.Runnable")
        .carries("BeforeTaskAdvice")
        .method("afterExecute", "java.lang.Runnable", "java.lang.Throwable")
        .carries("AfterTaskAdvice");
    weave
        .type("org.eclipse.jetty.util.thread.QueuedThreadPool")
        .method("execute", "java.lang.Runnable")
        .carries("TaskAdvice")
        .method("runJob", "java.lang.Runnable")
        .carries("RunTaskAdvice");
  }

  @Override
  public String[] ownTasks() {
    return new String[] {
      "org.apache.coyote.",
      "org.apache.juli.",
      "org.apache.tomcat.",
      "org.eclipse.jetty.",
      "io.undertow.",
      "org.jboss.threads.",
      "org.xnio."
    };
  }

  @Override
  public String[] ownWaits() {
    return new String[] {
      "org.apache.tomcat.*", "org.eclipse.jetty.*", "io.undertow.*", "org.xnio.*"
    };
  }

  private static void asyncContext(Weave weave, String type) {
    weave
        .type(type)
        .constructors()
        .carries("NewAsyncContextAdvice")
        .method("start", "java.lang.Runnable")
        .carries("AsyncStartAdvice");
  }
}
