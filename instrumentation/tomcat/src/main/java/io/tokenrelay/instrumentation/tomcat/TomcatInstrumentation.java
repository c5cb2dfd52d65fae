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
 *
 * <p>GlassFish and Payara have classes of these names, and methods that are spelt alike, in a fork
 * of long ago: each class is told by a method that names what only Tomcat has.
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
  }
}
