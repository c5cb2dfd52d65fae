package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Tomcat 7 to 11, javax and jakarta alike, and what is built on it: TomEE, Spring Boot's default,
 * JBoss Web.
 *
 * <p>A request is taken where its host's pipeline ends, before any filter of the application: the
 * filters see the identity, an enforced answer runs no application code, and the access log and the
 * client's address are the container's own. Forward, include and error pages stay inside that call;
 * an asynchronous dispatch comes through it again, its listeners by way of the connector's adapter.
 */
public final class TomcatInstrumentation extends Instrumentation {
  public TomcatInstrumentation() {
    super("tomcat");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("org.apache.catalina.core.StandardHostValve")
        .method(
            "invoke",
            "org.apache.catalina.connector.Request",
            "org.apache.catalina.connector.Response")
        .with("HostValveAdvice");
    weave
        .type("org.apache.catalina.connector.CoyoteAdapter")
        .methods("service")
        .with("ServiceAdvice")
        .methods("asyncDispatch")
        .with("AsyncDispatchAdvice");
    weave.type("org.apache.catalina.connector.Request").method("recycle").with("RecycleAdvice");
  }
}
