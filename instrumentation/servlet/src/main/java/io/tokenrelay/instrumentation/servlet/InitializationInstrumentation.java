package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Where a container creates a servlet or filter and calls its {@code init}: usually in the middle
 * of the first request that needs it. It will serve all other requests too, so what it calls and
 * starts then is nobody's.
 *
 * <p>Woven into each container's own methods: a servlet that overrides {@code init(ServletConfig)}
 * does most of its work outside {@code GenericServlet}.
 */
public final class InitializationInstrumentation extends Instrumentation {
  public InitializationInstrumentation() {
    super("servlet-init");
  }

  @Override
  protected void weave(Weave weave) {
    withNothing(
        weave,
        "org.apache.catalina.core.StandardWrapper", // Tomcat, GlassFish, Payara
        "loadServlet",
        "initServlet");
    withNothing(weave, "org.apache.jasper.servlet.JspServletWrapper", "getServlet");
    for (String jetty :
        new String[] {
          "org.eclipse.jetty.servlet.", // 9.4 to 11
          "org.eclipse.jetty.ee8.servlet.",
          "org.eclipse.jetty.ee9.servlet.",
          "org.eclipse.jetty.ee10.servlet.",
          "org.eclipse.jetty.ee11.servlet."
        }) {
      withNothing(weave, jetty + "ServletHolder", "initServlet");
    }
    String undertows = "io.undertow.servlet.core.ManagedServlet$";
    withNothing(weave, undertows + "DefaultInstanceStrategy", "start");
    withNothing(weave, undertows + "SingleThreadModelPoolStrategy", "getServlet");
    withNothing(weave, "io.undertow.servlet.core.ManagedFilter", "createFilter");
    withNothing(
        weave, "com.ibm.ws.webcontainer.servlet.ServletWrapper", "loadServlet", "init"); // Liberty
  }

  private static void withNothing(Weave weave, String type, String... methods) {
    Weave.Type woven = weave.type(type);
    for (String method : methods) {
      woven.methods(method).beginsWithNothing();
    }
  }
}
