package com.example.shop.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The shop's front door with the company's own client. Prints the port that it listens on. */
public final class Gateway {
  private Gateway() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("gateway");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector("HTTP/1.1");
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    tomcat.getService().addConnector(connector);
    tomcat.setConnector(connector);
    Context shop = tomcat.addContext("", work.toString());
    Tomcat.addServlet(shop, "checkout", new CheckoutServlet(System.getProperty("orders.url")))
        .addMapping("/checkout/*");
    tomcat.start();
    System.out.println("READY " + connector.getLocalPort());
    tomcat.getServer().await();
  }
}
