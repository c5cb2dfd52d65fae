package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.Closeable;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A service behind TLS, by HTTP/1.1 and HTTP/2, that answers with the version and the user whose
 * token came, or {@code nobody}. By HTTP/2 it pushes more than it is asked for.
 */
final class TlsDownstream implements Closeable {
  /** How many answers come with that of {@code /pushing}. */
  static final int PUSHES = 3;

  private final Server jetty = new Server();
  private final ServerConnector connector;

  TlsDownstream(SSLContext tls) throws Exception {
    HttpConfiguration configuration = new HttpConfiguration();
    SslContextFactory.Server keys = new SslContextFactory.Server();
    keys.setSslContext(tls);
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    connector =
        new ServerConnector(
            jetty,
            new SslConnectionFactory(keys, "alpn"),
            alpn,
            new HTTP2ServerConnectionFactory(configuration),
            new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    jetty.setHandler(
        new AbstractHandler() {
          @Override
          public void handle(
              String target,
              Request jettys,
              HttpServletRequest request,
              HttpServletResponse response)
              throws IOException {
            if (target.equals("/pushing")) {
              push(jettys);
            }
            String user = TestIssuer.userOf(request.getHeader("Authorization"));
            response
                .getOutputStream()
                .print(request.getProtocol() + " " + (user == null ? "nobody" : user));
            jettys.setHandled(true);
          }
        });
    jetty.start();
  }

  /** One at a time: Jetty may else promise a later stream first, and the JDK then takes none. */
  private synchronized void push(Request request) {
    for (int i = 0; i < PUSHES; i++) {
      request.getPushBuilder().path("/pushed/" + i).push();
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    try {
      jetty.stop();
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }
}
