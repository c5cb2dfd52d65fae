package io.tokenrelay.smoke.spellings;

import java.io.File;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.util.Map;

/** The servlet container that is on the class path, with an application at its root. */
final class Servers {
  private static final String JETTY = "org.eclipse.jetty.server.Server";
  private static final String[] JETTY_SERVLETS = {
    "org.eclipse.jetty.ee10.servlet.",
    "org.eclipse.jetty.ee8.servlet.",
    "org.eclipse.jetty.servlet."
  };

  private Servers() {}

  /**
   * @param context a context path, or nothing
   */
  static Server start(String context, Map<String, Object> servlets) throws Exception {
    if (Reflection.exists("org.apache.catalina.startup.Tomcat")) {
      return tomcat(context, servlets);
    }
    return Reflection.exists(JETTY)
        ? jetty(context, servlets)
        : UndertowServer.start(context, servlets);
  }

  private static Server tomcat(String path, Map<String, Object> servlets) throws Exception {
    File folder = Files.createTempDirectory("tomcat").toFile();
    folder.deleteOnExit();
    Object tomcat = Reflection.newOf("org.apache.catalina.startup.Tomcat");
    Reflection.call(tomcat, "setBaseDir", folder.getPath());
    Reflection.call(tomcat, "setPort", 0);
    Object connector = Reflection.call(tomcat, "getConnector");
    Reflection.call(connector, "setProperty", "address", "127.0.0.1");
    Reflection.call(connector, "setProperty", "relaxedPathChars", "\"<>[\\]^`{|}");
    Reflection.callIfThere(connector, "setEncodedSolidusHandling", "decode");
    Reflection.callIfThere(connector, "setEncodedReverseSolidusHandling", "decode");
    Reflection.callIfThere(connector, "setAllowBackslash", true);
    Object context = Reflection.call(tomcat, "addContext", path, folder.getPath());
    for (Map.Entry<String, Object> servlet : servlets.entrySet()) {
      String name = "servlet " + servlet.getKey();
      Reflection.call(tomcat, "addServlet", context, name, servlet.getValue());
      Reflection.callIfThere(context, "addServletMappingDecoded", servlet.getKey(), name);
      if (!hasMethod(context, "addServletMappingDecoded")) {
        Reflection.call(context, "addServletMapping", servlet.getKey(), name);
      }
    }
    Reflection.call(tomcat, "start");
    int port = (Integer) Reflection.call(connector, "getLocalPort");
    return server(port, () -> Reflection.call(tomcat, "stop"));
  }

  private static boolean hasMethod(Object target, String name) {
    for (java.lang.reflect.Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static Server jetty(String path, Map<String, Object> servlets) throws Exception {
    String prefix = "";
    for (String each : JETTY_SERVLETS) {
      prefix =
          prefix.isEmpty() && Reflection.exists(each + "ServletContextHandler") ? each : prefix;
    }
    Object server = Reflection.newOf(JETTY, 0);
    Object context = Reflection.newOf(prefix + "ServletContextHandler");
    Reflection.call(context, "setContextPath", path.isEmpty() ? "/" : path);
    for (Map.Entry<String, Object> servlet : servlets.entrySet()) {
      Object holder = Reflection.newOf(prefix + "ServletHolder", servlet.getValue());
      Reflection.call(context, "addServlet", holder, servlet.getKey());
    }
    Object handler = Reflection.call(context, "getServletHandler");
    Reflection.callIfThere(handler, "setDecodeAmbiguousURIs", true);
    Reflection.call(server, "setHandler", context);
    Object connector = Array.get(Reflection.call(server, "getConnectors"), 0);
    Object http = Reflection.call(connector, "getConnectionFactory", "HTTP/1.1");
    Object settings = Reflection.call(http, "getHttpConfiguration");
    if (Reflection.exists("org.eclipse.jetty.http.UriCompliance")) {
      Class<?> compliance = Class.forName("org.eclipse.jetty.http.UriCompliance");
      Reflection.callIfThere(settings, "setUriCompliance", compliance.getField("UNSAFE").get(null));
    }
    Reflection.call(server, "start");
    int port = (Integer) Reflection.call(connector, "getLocalPort");
    return server(port, () -> Reflection.call(server, "stop"));
  }

  static Server server(int port, Stopping stopping) {
    return new Server() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void stop() throws Exception {
        stopping.stop();
      }
    };
  }

  /** How a server is stopped. */
  interface Stopping {
    void stop() throws Exception;
  }
}
