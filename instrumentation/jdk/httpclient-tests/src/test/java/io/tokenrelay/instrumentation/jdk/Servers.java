package io.tokenrelay.instrumentation.jdk;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient.Version;
import org.eclipse.jetty.http.spi.DelegatingThreadPool;
import org.eclipse.jetty.http.spi.JettyHttpServer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * What {@code HttpServer.create} makes: the JDK's server, or one of the same interface that speaks
 * HTTP/2 in plain text as well, to clients that ask for an upgrade.
 */
public final class Servers extends HttpServerProvider {
  private static volatile boolean http2;

  /** The servers that are created from now on speak this version. */
  static Version speaking(Version version) {
    http2 = version == Version.HTTP_2;
    return version;
  }

  @Override
  public HttpServer createHttpServer(InetSocketAddress address, int backlog) throws IOException {
    if (!http2) {
      return jdks().createHttpServer(address, backlog);
    }
    Server jetty = new Server(new DelegatingThreadPool(Runnable::run)); // it is given another
    jetty.setHandler(new ContextHandlerCollection());
    SpeakingHttp2 server = new SpeakingHttp2(jetty);
    server.bind(address, backlog);
    return server;
  }

  @Override
  public HttpsServer createHttpsServer(InetSocketAddress address, int backlog) throws IOException {
    return jdks().createHttpsServer(address, backlog);
  }

  private static HttpServerProvider jdks() {
    try {
      return (HttpServerProvider)
          Class.forName("sun.net.httpserver.DefaultHttpServerProvider")
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static final class SpeakingHttp2 extends JettyHttpServer {
    private ServerConnector connector;

    SpeakingHttp2(Server jetty) {
      super(jetty, false);
    }

    @Override
    public void bind(InetSocketAddress address, int backlog) throws IOException {
      HttpConfiguration configuration = new HttpConfiguration();
      ServerConnector binding =
          new ServerConnector(
              getServer(),
              new HttpConnectionFactory(configuration),
              new HTTP2CServerConnectionFactory(configuration));
      binding.setHost(address.getAddress().getHostAddress());
      binding.setPort(address.getPort());
      binding.open(); // its port is asked for before it starts
      getServer().addConnector(binding);
      connector = binding;
    }

    /** No more than that: Jetty may wait for ever for threads of a pool that is not its own. */
    @Override
    public void stop(int delay) {
      connector.close();
    }

    @Override
    public InetSocketAddress getAddress() {
      return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }
  }
}
