package com.example.copies;

import io.undertow.Undertow;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.BiFunction;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** A server of this copy that listens. */
final class Servers implements Stoppable {
  private static final String LOOPBACK = "127.0.0.1";

  private final int port;
  private final Stoppable server;

  private Servers(int port, Stoppable server) {
    this.port = port;
    this.server = server;
  }

  int port() {
    return port;
  }

  @Override
  public void stop() throws Exception {
    server.stop();
  }

  static Servers start(String name, BiFunction<String, String, String> ways) throws Exception {
    switch (name) {
      case "tomcat":
        return tomcat(new WayServlet(ways));
      case "jetty":
        return jetty(new WayServlet(ways));
      case "undertow":
        return undertow(new WayServlet(ways));
      case "reactor-netty":
        return reactorNetty(ways);
      default:
        throw new IllegalArgumentException(name);
    }
  }

  private static Servers tomcat(HttpServlet servlet) throws Exception {
    TomcatURLStreamHandlerFactory.disable(); // a JVM has one
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("copies").toString());
    tomcat.setPort(0);
    tomcat.setSilent(true);
    tomcat.getConnector().setProperty("address", LOOPBACK);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "ways", servlet).setAsyncSupported(true);
    context.addServletMapping("/", "ways");
    tomcat.start();
    return new Servers(
        tomcat.getConnector().getLocalPort(),
        () -> {
          tomcat.stop();
          tomcat.destroy();
        });
  }

  private static Servers jetty(HttpServlet servlet) throws Exception {
    Server jetty = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/");
    jetty.setHandler(context);
    jetty.start();
    return new Servers(((ServerConnector) jetty.getConnectors()[0]).getLocalPort(), jetty::stop);
  }

  private static Servers undertow(HttpServlet servlet) throws Exception {
    DeploymentInfo application =
        io.undertow.servlet.Servlets.deployment()
            .setClassLoader(Servers.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("copies")
            .addServlet(
                new ServletInfo("ways", servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                    .addMapping("/")
                    .setAsyncSupported(true));
    DeploymentManager manager =
        io.undertow.servlet.Servlets.newContainer().addDeployment(application);
    manager.deploy();
    Undertow undertow =
        Undertow.builder().addHttpListener(0, LOOPBACK).setHandler(manager.start()).build();
    undertow.start();
    return new Servers(
        ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort(),
        undertow::stop);
  }

  private static Servers reactorNetty(BiFunction<String, String, String> ways) {
    LoopResources threads = LoopResources.create("copies", 2, true);
    DisposableServer server =
        HttpServer.create()
            .host(LOOPBACK)
            .port(0)
            .runOn(threads)
            .handle(
                (request, response) ->
                    response.sendString(
                        Mono.fromCallable(
                            () -> {
                              String[] asked = request.uri().split("\\?url=");
                              return ways.apply(asked[0].substring(1), asked[1]);
                            })))
            .bindNow();
    return new Servers(
        server.port(),
        () -> {
          server.disposeNow();
          threads.dispose();
        });
  }

  /** {@code GET /okhttp?url=..} answers what the call of that way was answered. */
  static final class WayServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient BiFunction<String, String, String> ways;

    WayServlet(BiFunction<String, String, String> ways) {
      this.ways = ways;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String way = request.getRequestURI().substring(1);
      String url = request.getParameter("url");
      if (!way.startsWith("start-")) {
        answer(response, ways.apply(way, url));
        return;
      }
      AsyncContext later = request.startAsync();
      later.start(
          () -> {
            try {
              answer((HttpServletResponse) later.getResponse(), ways.apply(way.substring(6), url));
            } catch (IOException goneAway) {
              // The caller notices.
            } finally {
              later.complete();
            }
          });
    }

    private static void answer(HttpServletResponse response, String text) throws IOException {
      response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
