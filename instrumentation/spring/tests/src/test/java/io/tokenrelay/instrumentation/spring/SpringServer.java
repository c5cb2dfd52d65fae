package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.testing.TestServer;
import io.tokenrelay.instrumentation.testing.TomcatServer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Spring MVC in an embedded Tomcat, javax or jakarta: everything that differs is named in strings.
 */
final class SpringServer implements TestServer {
  private final TomcatServer tomcat = new TomcatServer();

  @Override
  public Class<?> libraryClass() {
    return DispatcherServlet.class;
  }

  @Override
  public int start() throws Exception {
    Map<String, String> parameters = new HashMap<>();
    parameters.put(
        "contextClass",
        "org.springframework.web.context.support.AnnotationConfigWebApplicationContext");
    parameters.put("contextConfigLocation", Application.class.getName());
    return tomcat.start("org.springframework.web.servlet.DispatcherServlet", "/", parameters);
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
  }
}
