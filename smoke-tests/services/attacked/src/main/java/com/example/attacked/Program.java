package com.example.attacked;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.servlet.http.HttpServlet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Valve;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat with one servlet. Prints the port that it listens on. */
final class Program {
  private Program() {}

  /**
   * @param before what all requests come through before they come to the host
   */
  static void serve(HttpServlet servlet, Valve... before) throws IOException, LifecycleException {
    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("attacked");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
    connector.setProperty("encodedSolidusHandling", "decode");
    connector.setProperty("allowBackslash", "true");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", work.toString());
    Wrapper wrapper = Tomcat.addServlet(context, "program", servlet);
    wrapper.setAsyncSupported(true);
    wrapper.addMapping("/*");
    for (Valve valve : before) {
      tomcat.getEngine().getPipeline().addValve(valve);
    }
    tomcat.start();
    System.out.println("READY " + connector.getLocalPort());
    tomcat.getServer().await();
  }
}
