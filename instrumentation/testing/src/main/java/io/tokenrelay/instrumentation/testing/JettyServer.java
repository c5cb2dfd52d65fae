package io.tokenrelay.instrumentation.testing;

import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The test application in an embedded Jetty, from 9.4 to 12.1 with whichever servlet environment is
 * on the class path. All by reflection: every line of Jetty 12 has put its types into other
 * packages.
 */
public final class JettyServer implements DeployingServer {
  private static final String[] SERVLET_PACKAGES = {
    "org.eclipse.jetty.ee11.servlet.",
    "org.eclipse.jetty.ee10.servlet.",
    "org.eclipse.jetty.ee9.servlet.",
    "org.eclipse.jetty.ee8.servlet.",
    "org.eclipse.jetty.servlet."
  };

  /** Spoken where it is on the class path. */
  private static final String HTTP2 =
      "org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory";

  private final Class<?> type = typeNamed("org.eclipse.jetty.server.Server");
  private final Object server;
  private @Nullable Object contexts;
  private @Nullable Object deployed;

  public JettyServer() {
    try {
      server = type.getConstructor(int.class).newInstance(0);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Of the servlet environment, whose version may be another than the server's. */
  @Override
  public Class<?> libraryClass() {
    for (String prefix : SERVLET_PACKAGES) {
      try {
        return Class.forName(prefix + "ServletContextHandler");
      } catch (ClassNotFoundException another) {
        // the next
      }
    }
    throw new IllegalStateException("no servlets for Jetty on the class path");
  }

  /** Lets it speak TLS, and ask its clients for a certificate. */
  public JettyServer over(MutualTls tls) throws Exception {
    Object factory = sslContextFactory();
    call(factory, "setSslContext", tls.service().context());
    call(factory, "setWantClientAuth", true);
    Class<?> connectors = typeNamed("org.eclipse.jetty.server.ServerConnector");
    for (Constructor<?> constructor : connectors.getConstructors()) {
      if (takes(constructor.getParameterTypes(), new Object[] {server, factory})) {
        Object all = Array.newInstance(typeNamed("org.eclipse.jetty.server.Connector"), 1);
        Array.set(all, 0, constructor.newInstance(server, factory));
        call(server, "setConnectors", all);
        return this;
      }
    }
    throw new IllegalStateException("no connector of Jetty's takes " + factory);
  }

  private static Object sslContextFactory() throws ReflectiveOperationException {
    String type = "org.eclipse.jetty.util.ssl.SslContextFactory";
    try {
      return newOf(Class.forName(type + "$Server").getName());
    } catch (ClassNotFoundException before9_4_16) {
      return newOf(type);
    }
  }

  @Override
  public int start() throws Exception {
    Class<?> servletType = libraryClass();
    Object context = newOf(servletType.getName());
    call(context, "setContextPath", "/");
    call(context, "addEventListener", newOf(ServesRequests.application()));
    String prefix = servletType.getPackage().getName() + '.';
    Object errors = newOf(prefix + "ErrorPageErrorHandler");
    call(errors, "addErrorPage", 409, ServesRequests.ERROR_PAGE);
    call(errors, "addErrorPage", 500, ServesRequests.ERROR_PAGE);
    call(context, "setErrorHandler", errors);
    return start(context);
  }

  @Override
  public int startEmpty() throws Exception {
    Class<?> context = typeNamed("org.eclipse.jetty.server.handler.ContextHandler");
    Object none = Array.newInstance(context, 0);
    Object collection =
        typeNamed("org.eclipse.jetty.server.handler.ContextHandlerCollection")
            .getConstructor(none.getClass())
            .newInstance(none);
    contexts = collection;
    return start(collection);
  }

  @Override
  public ClassLoader deploy(String contextPath, File folder) throws Exception {
    String type = libraryClass().getName().replace(".servlet.ServletContextHandler", ".webapp.");
    Object context = newOf(type + "WebAppContext");
    call(context, "setContextPath", contextPath);
    call(context, "setWar", folder.getPath());
    call(Objects.requireNonNull(contexts), "addHandler", context);
    call(context, "start");
    deployed = context;
    return (ClassLoader) call(context, "getClassLoader");
  }

  @Override
  public void undeploy() throws Exception {
    Object context = Objects.requireNonNull(deployed);
    call(context, "stop");
    call(Objects.requireNonNull(contexts), "removeHandler", context);
    call(context, "destroy");
    deployed = null;
  }

  /** Starts it with a handler of its own kind, and answers its port. */
  public int start(Object handler) throws Exception {
    call(server, "setHandler", handler);
    Object connector = Array.get(call(server, "getConnectors"), 0);
    if (JettyServer.class.getClassLoader().getResource(HTTP2.replace('.', '/') + ".class")
        != null) {
      Object http1 = call(connector, "getConnectionFactory", "HTTP/1.1");
      Object settings = call(http1, "getHttpConfiguration");
      call(
          connector,
          "addConnectionFactory",
          typeNamed(HTTP2).getConstructor(settings.getClass()).newInstance(settings));
    }
    call(server, "start");
    return (Integer) call(connector, "getLocalPort");
  }

  @Override
  public void stop() throws Exception {
    call(server, "stop");
  }

  /** Calls the public method of this name that takes these arguments. */
  private static Object call(Object target, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
        return method.invoke(target, arguments);
      }
    }
    throw new NoSuchMethodException(target.getClass().getName() + '.' + name);
  }

  private static boolean takes(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean fits = boxed(types[i]).isInstance(arguments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    return type == int.class ? Integer.class : type == boolean.class ? Boolean.class : type;
  }

  private static Object newOf(String type) throws ReflectiveOperationException {
    return typeNamed(type).getConstructor().newInstance();
  }

  private static Class<?> typeNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
