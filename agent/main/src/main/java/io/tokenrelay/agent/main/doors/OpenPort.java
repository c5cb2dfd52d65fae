package io.tokenrelay.agent.main.doors;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A port that the process has opened, and the classes that opened it, innermost first. */
final class OpenPort {
  /** Frames of the opening itself, which do not show who caused it. */
  private static final String[] SOCKETS = {
    OpenPorts.class.getName(),
    "java.lang.",
    "java.net.",
    "java.nio.",
    "sun.nio.ch.",
    "sun.security.ssl.",
    "javax.net.",
    "io.tokenrelay.bootstrap.",
    "io.tokenrelay.instrumentation."
  };

  /** Remote method invocation, and so JMX: a port that takes no tokens. */
  private static final String RMI = "sun.rmi.";

  private static final String OURS = "io.tokenrelay.agent.status.";

  final long openedAt;
  private final WeakReference<Object> socket;
  private final List<String> openers;

  private OpenPort(Object socket, List<String> openers, long openedAt) {
    this.socket = new WeakReference<>(socket);
    this.openers = openers;
    this.openedAt = openedAt;
  }

  /** Null for ports to ignore: our own, and those of RMI. */
  static @Nullable OpenPort of(Object socket, StackTraceElement[] stack, long nanoTime) {
    List<String> openers = new ArrayList<>();
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (name.startsWith(OURS) || name.startsWith(RMI)) {
        return null;
      }
      if (!begins(name, SOCKETS)) {
        openers.add(name);
      }
    }
    return new OpenPort(socket, openers, nanoTime);
  }

  /** Who has opened it, not their callers: an application may open other ports itself. */
  boolean isOpenedBy(String[] prefixes) {
    String library = null;
    for (String opener : openers) {
      String family = family(opener);
      if (library != null && !library.equals(family)) {
        return false;
      }
      library = family;
      if (begins(opener, prefixes)) {
        return true;
      }
    }
    return false;
  }

  /** {@code org.glassfish} of {@code org.glassfish.grizzly.nio.transport.TCPNIOTransport}. */
  private static String family(String name) {
    int first = name.indexOf('.');
    int second = first < 0 ? -1 : name.indexOf('.', first + 1);
    return second < 0 ? name : name.substring(0, second);
  }

  boolean isOpen() {
    Object found = socket.get();
    if (found instanceof ServerSocket) {
      return !((ServerSocket) found).isClosed() && ((ServerSocket) found).isBound();
    }
    if (found instanceof NetworkChannel) {
      return ((NetworkChannel) found).isOpen();
    }
    return found != null && !Boolean.FALSE.equals(asked(found, "isOpen"));
  }

  /** Negative if it is unknown. */
  private int number() {
    Object found = socket.get();
    if (found instanceof ServerSocket) {
      return ((ServerSocket) found).getLocalPort();
    }
    Object local = null;
    if (found instanceof NetworkChannel) {
      try {
        local = ((NetworkChannel) found).getLocalAddress();
      } catch (IOException closed) {
        return -1;
      }
    } else if (found != null) {
      local = asked(found, "localAddress");
    }
    return local instanceof InetSocketAddress ? ((InetSocketAddress) local).getPort() : -1;
  }

  /** The result of a method of a library's socket, or null. */
  private static @Nullable Object asked(Object socket, String method) {
    try {
      return socket.getClass().getMethod(method).invoke(socket);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return null;
    }
  }

  private static boolean begins(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    int number = number();
    return (number < 0 ? "a port" : "port " + number)
        + " was opened by "
        + (openers.isEmpty() ? "the JDK" : openers.get(0));
  }
}
