package io.tokenrelay.smoke.spellings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** The applications for a servlet container: of javax or of jakarta, as its API is. */
final class Applications {
  private static final boolean JAKARTA =
      Applications.class.getClassLoader().getResource("jakarta/servlet/Servlet.class") != null;

  private Applications() {}

  static List<Application> all() throws ReflectiveOperationException {
    List<Application> all = new ArrayList<>();
    all.add(of("Spring MVC, AntPathMatcher", "/", SpringApplication.withAntPathMatcher()));
    if (SpringApplication.hasPathPattern()) {
      all.add(of("Spring MVC, PathPattern", "/", SpringApplication.withPathPattern()));
    }
    all.add(of("Jersey", "/*", jersey()));
    Map<String, Object> servlets = new LinkedHashMap<>();
    for (Map.Entry<String, String> handler : Application.HANDLERS.entrySet()) {
      servlets.put(handler.getKey() + "/*", servlet(handler.getValue()));
    }
    all.add(new Application("Servlets", servlets));
    all.add(of("A front controller", "/*", servlet("")));
    return all;
  }

  private static Application of(String framework, String mapping, Object servlet) {
    return new Application(framework, Collections.singletonMap(mapping, servlet));
  }

  private static Object jersey() throws ReflectiveOperationException {
    ResourceConfig resources = new ResourceConfig();
    resources.register(named(JAKARTA ? "JakartaResource" : "JavaxResource"));
    return new ServletContainer(resources);
  }

  private static Object servlet(String handler) throws ReflectiveOperationException {
    return named(JAKARTA ? "JakartaServlet" : "JavaxServlet")
        .getConstructor(String.class)
        .newInstance(handler);
  }

  private static Class<?> named(String name) throws ClassNotFoundException {
    return Class.forName(Applications.class.getPackage().getName() + '.' + name);
  }
}
