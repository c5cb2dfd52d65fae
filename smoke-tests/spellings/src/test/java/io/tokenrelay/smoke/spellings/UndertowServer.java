package io.tokenrelay.smoke.spellings;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.lang.reflect.Constructor;
import java.net.InetSocketAddress;
import java.util.Map;

/** Undertow; apart from the others, since it is named by its types. */
final class UndertowServer {
  private UndertowServer() {}

  @SuppressWarnings("deprecation") // what has replaced ALLOW_ENCODED_SLASH is not in 1.4
  static Server start(String path, Map<String, Object> servlets) throws Exception {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowServer.class.getClassLoader())
            .setContextPath(path.isEmpty() ? "/" : path)
            .setDeploymentName("application");
    for (Map.Entry<String, Object> servlet : servlets.entrySet()) {
      application.addServlet(info(servlet.getValue()).addMapping(servlet.getKey()));
    }
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.ALLOW_ENCODED_SLASH, true)
            .setIoThreads(2)
            .setWorkerThreads(4)
            .setHandler(
                path.isEmpty()
                    ? deployment.start()
                    : Handlers.path().addPrefixPath(path, deployment.start()))
            .build();
    undertow.start();
    int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    return Servers.server(port, undertow::stop);
  }

  private static ServletInfo info(Object servlet) throws ReflectiveOperationException {
    for (Constructor<?> constructor : ServletInfo.class.getConstructors()) {
      if (constructor.getParameterTypes().length == 3) {
        return (ServletInfo)
            constructor.newInstance(
                "servlet " + System.identityHashCode(servlet),
                servlet.getClass(),
                new ImmediateInstanceFactory<>(servlet));
      }
    }
    throw new NoSuchMethodException("ServletInfo");
  }
}
