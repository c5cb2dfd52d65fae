package io.tokenrelay.instrumentation.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import io.tokenrelay.instrumentation.testing.TestServer;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.api.DeploymentInfo;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Undertow's two jars in class loaders of their own, as in WildFly: ours are loaded twice. */
class UndertowInTwoModulesEnforcesIT extends ServesRequests {
  UndertowInTwoModulesEnforcesIT() throws Exception {
    super(serverInTwoModules());
  }

  @Test
  void receivesARequestOnce() throws Exception {
    assertThat(statusAndReceived(calling("/relay"), issuer.token("alice"))).isEqualTo("200, 1");
    assertThat(statusAndReceived("/plain", issuer.forgedToken("mallory"))).isEqualTo("401, 1");
    assertThat(statusAndReceived("/plain", null)).isEqualTo("401, 1");
    assertThat(downstream.only().user()).isEqualTo("alice");
  }

  private String statusAndReceived(String path, @Nullable String token) throws Exception {
    long before = AgentCounters.of("RequestReceived");
    int status = get(path, token).status;
    return status + ", " + (AgentCounters.of("RequestReceived") - before);
  }

  private static TestServer serverInTwoModules() throws Exception {
    ClassLoader application = UndertowServer.class.getClassLoader();
    ClassLoader core = new Module(application, "io.undertow.", HttpServerExchange.class);
    ClassLoader servlets =
        new Module(core, "io.undertow.servlet.", DeploymentInfo.class, UndertowServer.class);
    Class<?> server = servlets.loadClass(UndertowServer.class.getName());
    assertThat(server.getClassLoader()).isSameAs(servlets);
    assertThat(servlets.loadClass(DeploymentInfo.class.getName()).getClassLoader())
        .isSameAs(servlets);
    assertThat(servlets.loadClass(HttpServerExchange.class.getName()).getClassLoader())
        .isSameAs(core);
    Constructor<?> constructor = server.getDeclaredConstructor();
    constructor.setAccessible(true);
    return (TestServer) constructor.newInstance();
  }

  /** Defines some classes itself, although its parent has them, too. */
  private static final class Module extends URLClassLoader {
    private final String prefix;

    /**
     * @param types one of each jar
     */
    Module(ClassLoader parent, String prefix, Class<?>... types) {
      super(jars(types), parent);
      this.prefix = prefix;
    }

    private static URL[] jars(Class<?>[] types) {
      URL[] jars = new URL[types.length];
      for (int i = 0; i < types.length; i++) {
        jars[i] = types[i].getProtectionDomain().getCodeSource().getLocation();
      }
      return jars;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(prefix) && !name.equals(UndertowServer.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        try {
          return findClass(name);
        } catch (ClassNotFoundException ofTheParent) {
          return super.loadClass(name, resolve);
        }
      }
    }
  }
}
