package com.example.maze;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** A service without a purpose. Prints the port that it listens on. */
public final class Maze {
  private Maze() {}

  public static void main(String[] arguments) throws Exception {
    Turns turns = new Turns(new Workers(), new Calls(System.getProperty("world.url")));
    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("maze");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "16");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", work.toString());
    Wrapper walk = Tomcat.addServlet(context, "walk", new WalkServlet(turns));
    walk.setAsyncSupported(true);
    walk.addMapping("/walk");
    tomcat.start();
    System.out.println("READY " + connector.getLocalPort());
    tomcat.getServer().await();
  }
}
