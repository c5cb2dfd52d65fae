package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.MutualTls;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import io.tokenrelay.instrumentation.testing.TestServer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.ProxyPeerAddressHandler;
import io.undertow.server.handlers.SSLHeaderHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import java.lang.reflect.Constructor;
import java.net.InetSocketAddress;
import java.util.EventListener;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/**
 * The test application in an embedded Undertow, of whichever version is on the class path: what is
 * called here has the same descriptors in Undertow 1.4 to 2.3.
 */
final class UndertowServer implements TestServer {
  private @Nullable Undertow undertow;
  private @Nullable MutualTls tls;
  private boolean believesHeaders;

  /** Lets it speak TLS, and ask its clients for a certificate. */
  UndertowServer over(MutualTls tls) {
    this.tls = tls;
    return this;
  }

  /** Lets it take what headers say of certificates and addresses, as behind a proxy. */
  UndertowServer believingHeaders() {
    believesHeaders = true;
    return this;
  }

  @Override
  public Class<?> libraryClass() {
    return DeploymentInfo.class;
  }

  @Override
  public int start() throws Exception {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("application")
            .addListener(listener())
            .addErrorPage(Servlets.errorPage(ServesRequests.ERROR_PAGE, 409))
            .addErrorPage(Servlets.errorPage(ServesRequests.ERROR_PAGE, 500));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    HttpHandler handler = deployment.start();
    if (believesHeaders) {
      handler = new SSLHeaderHandler(new ProxyPeerAddressHandler(handler));
    }
    Undertow.Builder builder = Undertow.builder();
    if (tls == null) {
      builder.addHttpListener(0, "127.0.0.1");
    } else {
      builder
          .addHttpsListener(0, "127.0.0.1", tls.service().context())
          .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED);
    }
    Undertow started =
        builder
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setIoThreads(2)
            .setWorkerThreads(16)
            .setHandler(handler)
            .build();
    started.start();
    undertow = started;
    return ((InetSocketAddress) started.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void stop() {
    if (undertow != null) {
      undertow.stop();
    }
  }

  private static ListenerInfo listener() throws ReflectiveOperationException {
    Class<? extends EventListener> type =
        Class.forName(ServesRequests.application()).asSubclass(EventListener.class);
    Constructor<ListenerInfo> constructor = ListenerInfo.class.getConstructor(Class.class);
    return constructor.newInstance(type);
  }
}
