package io.tokenrelay.smoke.boot;

import io.tokenrelay.smoke.war.Answering;
import io.tokenrelay.smoke.war.Calling;
import io.tokenrelay.smoke.war.Hello;
import io.tokenrelay.smoke.war.Overriding;
import io.tokenrelay.smoke.war.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.util.Scanner;
import javax.servlet.FilterRegistration;
import javax.servlet.Servlet;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRegistration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;

/** The same servlets and filter, in front of Spring's own. */
@SpringBootApplication
public class Application {
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  @Bean
  ServletContextInitializer webApplication() {
    return new ServletContextInitializer() {
      @Override
      public void onStartup(ServletContext context) throws ServletException {
        FilterRegistration filter = context.addFilter("answering", new Answering());
        filter.addMappingForUrlPatterns(null, false, "/filter/*");
        add(context, "/servlet", new Hello());
        add(context, "/plain", new Plain());
        add(context, "/overriding", new Overriding());
        add(context, "/calling", new Calling()).setInitParameter("edition", edition());
      }
    };
  }

  private static ServletRegistration add(ServletContext context, String path, Servlet servlet) {
    ServletRegistration registration = context.addServlet(path, servlet);
    registration.addMapping(path);
    return registration;
  }

  /** By which an application that was changed under the running server is known. */
  private static String edition() throws ServletException {
    try (InputStream file = Application.class.getResourceAsStream("/app.edition");
        Scanner words = new Scanner(file, "UTF-8")) {
      return words.next();
    } catch (IOException failure) {
      throw new ServletException(failure);
    }
  }
}
