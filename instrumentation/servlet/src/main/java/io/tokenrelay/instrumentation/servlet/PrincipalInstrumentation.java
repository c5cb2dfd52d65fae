package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * {@code getUserPrincipal()} and {@code getRemoteUser()} of the requests that Tomcat, Jetty and
 * Undertow show to applications: the caller, where the container knows nobody. {@code isUserInRole}
 * and {@code getAuthType} stay the container's.
 *
 * <p>Where the container has an object of its own behind the application's (Tomcat's facade), only
 * the application's is woven: the container's authenticators take whoever that object names for
 * logged in. For the same reason GlassFish is left out, whose security asks the facade; it is
 * recognised by what its facade lacks.
 */
public final class PrincipalInstrumentation extends Instrumentation {
  public PrincipalInstrumentation() {
    super("servlet-principal");
  }

  @Override
  public Purpose purpose() {
    return Purpose.PRINCIPAL;
  }

  @Override
  protected void weave(Weave weave) {
    shows(weave.typeIfItDeclares("org.apache.catalina.connector.RequestFacade", "getAllowTrace"));
    for (String request :
        new String[] {
          "org.eclipse.jetty.server.Request", // 7 to 11; in 12 an interface without them
          "org.eclipse.jetty.ee8.nested.Request",
          "org.eclipse.jetty.ee9.nested.Request",
          "org.eclipse.jetty.ee10.servlet.ServletApiRequest",
          "org.eclipse.jetty.ee11.servlet.ServletApiRequest",
          "io.undertow.servlet.spec.HttpServletRequestImpl"
        }) {
      shows(weave.typeIfItDeclaresAny(request));
    }
  }

  private static void shows(Weave.Type request) {
    request
        .method("getUserPrincipal")
        .shows("UserPrincipalAdvice")
        .method("getRemoteUser")
        .shows("RemoteUserAdvice");
  }
}
