package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Tomcat 7 to 11, javax and jakarta alike, and what is built on it: TomEE, Spring Boot's default,
 * JBoss Web.
 *
 * <p>A request is taken at the end of its host's pipeline, before any filter of the application:
 * the filters see the identity, a rejection runs no application code, and the access log and the
 * client's address are the container's own. Forward, include and error pages stay inside that call;
 * an asynchronous dispatch passes through it again, and its listeners through the connector's
 * adapter.
 *
 * <p>GlassFish and Payara, an old fork, have classes and methods of the same names: each class is
 * recognised by a method that only Tomcat has.
 */
public final class TomcatInstrumentation extends Instrumentation {
  private static final String REQUEST = "org.apache.catalina.connector.Request";
  private static final String RESPONSE = "org.apache.catalina.connector.Response";

  public TomcatInstrumentation() {
    super("tomcat");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsOver() {
    return new String[] {"org.apache.tomcat.", "org.apache.coyote.", "org.apache.catalina."};
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .typeIfItDeclares(
            "org.apache.catalina.core.StandardHostValve",
            "throwable",
            REQUEST,
            RESPONSE,
            "java.lang.Throwable")
        .method("invoke", REQUEST, RESPONSE)
        .receives("HostValveAdvice");
    weave
        .typeIfItDeclares(
            "org.apache.catalina.connector.CoyoteAdapter",
            "service",
            "org.apache.coyote.Request",
            "org.apache.coyote.Response")
        .methods("service")
        .receives("ServiceAdvice")
        .methods("asyncDispatch")
        .receives("AsyncDispatchAdvice");
    weave
        .typeIfItDeclares(REQUEST, "setCoyoteRequest", "org.apache.coyote.Request")
        .method("recycle")
        .receives("RecycleAdvice");
    weave
        .typeIfItDeclaresAny(
            "org.apache.tomcat.util.threads.ThreadPoolExecutor") // extends the JDK's in 7 to 9.0.1
        .method("executeInternal", "java.lang.Runnable")
        .keepsTask()
        .method("beforeExecute", "java.lang.Thread", "java.lang.Runnable")
        .carries("BeforeTaskAdvice")
        .method("afterExecute", "java.lang.Runnable", "java.lang.Throwable")
        .carries("AfterTaskAdvice");
    weave
        .type("org.apache.catalina.core.AsyncContextImpl")
        .constructors()
        .carries("NewAsyncContextAdvice")
        .method("start", "java.lang.Runnable")
        .takesTaskOfAnswer()
        .method("fireOnComplete")
        .receives("CompleteAdvice")
        .method("recycle")
        .receives("RecycleContextAdvice");
  }

  /** They serve many users, and so carry nothing. */
  @Override
  public String[] ownTasks() {
    return new String[] {"org.apache.coyote.", "org.apache.juli.", "org.apache.tomcat."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"org.apache.tomcat.*"};
  }
}
