package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Any servlet container without an instrumentation of its own, javax (from 2.5) and jakarta (from
 * 5.0): the last resort, at the application's first filter or servlet that a request reaches. If
 * the container's own instrumentation already has the request, nothing happens.
 *
 * <p>For servlets, the join point is the public {@code service(ServletRequest, ServletResponse)}.
 * {@code HttpServlet} has it for all servlets that override its protected namesake or {@code doGet}
 * and the like. Servlets that override the public one (Jersey, CXF) or are no {@code HttpServlet}
 * (JSF), and all filters, are woven where tokens are enforced: there none must be missed, and it is
 * worth looking at each class's descriptors. Descriptors rather than interfaces, since a filter may
 * inherit {@code Filter}, and a lambda's name reveals nothing. What a container answers by itself
 * is out of reach, which is logged as an error ({@link Dispatch#isAtTheDoor()}).
 */
public final class ServletInstrumentation extends Instrumentation {
  public ServletInstrumentation() {
    super("servlet");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("javax.servlet.http.HttpServlet")
        .method("service", "javax.servlet.ServletRequest", "javax.servlet.ServletResponse")
        .receives("JavaxServiceAdvice");
    weave
        .type("jakarta.servlet.http.HttpServlet")
        .method("service", "jakarta.servlet.ServletRequest", "jakarta.servlet.ServletResponse")
        .receives("JakartaServiceAdvice");
    everyFilterAndServlet(weave, "javax.servlet.", "JavaxServiceAdvice");
    everyFilterAndServlet(weave, "jakarta.servlet.", "JakartaServiceAdvice");
  }

  private static void everyFilterAndServlet(Weave weave, String prefix, String advice) {
    String request = prefix + "ServletRequest";
    String response = prefix + "ServletResponse";
    weave
        .anyType()
        .method("service", request, response)
        .receives(advice)
        .anyMethod(request, response, prefix + "FilterChain")
        .receives(advice);
  }
}
