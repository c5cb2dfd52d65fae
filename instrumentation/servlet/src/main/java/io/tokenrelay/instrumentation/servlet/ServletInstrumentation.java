package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Any servlet container without an instrumentation of its own, javax (from 2.5) and jakarta (from
 * 5.0): the last resort, at the first filter or servlet of the application that a request meets.
 * Where the container's own instrumentation has the request already, nothing happens.
 *
 * <p>Of servlets, the public {@code service(ServletRequest, ServletResponse)} is the join point.
 * {@code HttpServlet} has it for all who override the protected one beside it, and the {@code
 * doGet} behind it. Who overrides the public one (Jersey, CXF), or is no {@code HttpServlet}
 * (JSF's), and every filter, is woven where tokens are enforced: there it matters who is missed,
 * and a look at each class's descriptors is worth it. By descriptors rather than by interfaces,
 * since a filter may inherit {@code Filter} and a name tells nothing of a lambda. What a container
 * answers by itself is beyond this, and said loudly ({@link Dispatch#isAtTheDoor()}).
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
