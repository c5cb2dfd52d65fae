package io.tokenrelay.instrumentation.jdk;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hop needs from the JDK's {@code MessageHeader} (a head: request line and header fields)
 * and {@code HttpClient} (a connection), which no module may call: the members are the same from
 * Java 8 to 25.
 *
 * <p>Found from the first objects that pass, so that no class is loaded for it.
 */
final class SunHttp {
  private static final String CLIENT = "sun.net.www.http.HttpClient";

  private final Constructor<?> newHead;
  private final Field fields;
  private final Method name;
  private final Method value;
  private final Method add;
  private final Field url;
  private final Field host;
  private final Field port;
  private final Field socket;
  private final Field proxy;
  private final @Nullable Method authenticator;
  private final @Nullable Object noAuthenticator;

  /** The packages that must be open to this class before one is made. */
  static final String[] PACKAGES = {
    "sun.net", "sun.net.www", "sun.net.www.http", "sun.net.www.protocol.http"
  };

  private SunHttp(Class<?> head, Class<?> client) throws ReflectiveOperationException {
    this.newHead = opened(head.getConstructor());
    this.fields = opened(head.getDeclaredField("nkeys"));
    this.name = opened(head.getMethod("getKey", int.class));
    this.value = opened(head.getMethod("getValue", int.class));
    this.add = opened(head.getMethod("add", String.class, String.class));
    this.url = opened(client.getDeclaredField("url"));
    this.host = opened(client.getDeclaredField("host"));
    this.port = opened(client.getDeclaredField("port"));
    this.socket = opened(client.getSuperclass().getDeclaredField("serverSocket"));
    this.proxy = opened(client.getSuperclass().getDeclaredField("proxy"));
    this.authenticator = authenticator(client);
    this.noAuthenticator = authenticator == null ? null : without(authenticator);
  }

  /** From a head and a client. */
  static SunHttp of(Object head, Object client) throws ReflectiveOperationException {
    Class<?> type = client.getClass();
    while (!type.getName().equals(CLIENT)) {
      type = type.getSuperclass();
    }
    return new SunHttp(head.getClass(), type);
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  /**
   * Reads what a connection with its own {@code Authenticator} is told apart by: a key, or in later
   * JDKs a cache. Null before Java 9, where a connection has none.
   */
  private static @Nullable Method authenticator(Class<?> client) throws NoSuchMethodException {
    for (Method method : client.getMethods()) {
      if (method.getName().equals("getAuthenticatorKey")) {
        return opened(method);
      }
    }
    return System.getProperty("java.specification.version", "").startsWith("1.")
        ? null
        : opened(client.getMethod("getAuthCache"));
  }

  private static Object without(Method authenticator) throws ReflectiveOperationException {
    Class<?> type = authenticator.getReturnType();
    return type == String.class ? "default" : opened(type.getMethod("getDefault")).invoke(null);
  }

  String requestLine(Object head) {
    return (String) get(name, head, 0);
  }

  /** The values of every field with this name, in order. */
  List<String> values(Object head, String field) {
    List<String> values = Collections.emptyList();
    for (int i = 1; i < size(head); i++) {
      if (field.equalsIgnoreCase((String) get(name, head, i))) {
        String found = (String) get(value, head, i);
        values = values.isEmpty() ? new ArrayList<>() : values;
        values.add(found == null ? "" : found);
      }
    }
    return values;
  }

  /** A copy of the head with this field, in place of any of the same name. */
  Object copyWith(Object head, String field, String text) {
    try {
      Object copy = newHead.newInstance();
      for (int i = 0; i < size(head); i++) {
        Object name = get(this.name, head, i);
        if (i == 0 || !field.equalsIgnoreCase((String) name)) {
          add.invoke(copy, name, get(value, head, i));
        }
      }
      add.invoke(copy, field, text);
      return copy;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private int size(Object head) {
    try {
      return fields.getInt(head);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object get(Method method, Object head, int index) {
    try {
      return method.invoke(head, index);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  URL url(Object client) throws IllegalAccessException {
    return (URL) url.get(client);
  }

  String host(Object client) throws IllegalAccessException {
    return (String) host.get(client);
  }

  int port(Object client) throws IllegalAccessException {
    return port.getInt(client);
  }

  /** The address at the other end; null if the application's own kind of socket has none. */
  @Nullable InetAddress peer(Object client) throws IllegalAccessException {
    Socket connected = (Socket) socket.get(client);
    try {
      return connected == null ? null : connected.getInetAddress();
    } catch (RuntimeException unknown) {
      return null;
    }
  }

  Proxy proxy(Object client) throws IllegalAccessException {
    Object used = proxy.get(client);
    return used == null ? Proxy.NO_PROXY : (Proxy) used;
  }

  /** Whether the connection was given an {@code Authenticator} of its own. */
  boolean hasOwnAuthenticator(Object client) throws ReflectiveOperationException {
    return authenticator != null && !authenticator.invoke(client).equals(noAuthenticator);
  }
}
