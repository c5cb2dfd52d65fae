package com.example.callers;

import jakarta.servlet.http.HttpServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

/** A server for HTTP/1.1 and HTTP/2 in plain text, which closes no connection of its own accord. */
final class Http {
  private Http() {}

  static void serve(HttpServlet servlet) throws Exception {
    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("callers");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.addUpgradeProtocol(new Http2Protocol());
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context all = tomcat.addContext("", work.toString());
    Tomcat.addServlet(all, "all", servlet).addMapping("/*");
    tomcat.start();
    System.out.println("READY " + connector.getLocalPort());
    tomcat.getServer().await();
  }
}
