package io.tokenrelay.agent.verify.http;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLStreamHandler;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of the agent's own requests. They have the JDK's handlers, whatever the application has
 * set for its whole JVM: else a {@code URLStreamHandlerFactory} of its would see them, and could
 * answer with a connection that ignores our truststore.
 */
public final class OwnUrls {
  private static volatile @Nullable Function<String, @Nullable URLStreamHandler> handlers;

  private OwnUrls() {}

  /**
   * Called by the agent when it starts; on the command line there is no application.
   *
   * @param handlers of http and https; null for what has none of the JDK's
   */
  public static void use(Function<String, @Nullable URLStreamHandler> handlers) {
    OwnUrls.handlers = handlers;
  }

  /**
   * @throws MalformedURLException for anything but http and https, too
   */
  static URL of(String address) throws MalformedURLException {
    return of(null, address);
  }

  /** The same for an address that may be relative. */
  static URL of(@Nullable URL context, String address) throws MalformedURLException {
    String protocol = protocol(address);
    if (protocol == null) {
      if (context == null) {
        throw new MalformedURLException("no protocol: " + address);
      }
      return new URL(context, address); // which keeps its handler
    }
    if (!protocol.equals("http") && !protocol.equals("https")) {
      throw new MalformedURLException("issuers are asked by http or https, not by " + protocol);
    }
    Function<String, @Nullable URLStreamHandler> known = handlers;
    URLStreamHandler handler = known == null ? null : known.apply(protocol);
    return handler == null ? new URL(context, address) : with(handler, context, address);
  }

  /** What stands before the first colon, unless a path has begun; in lower case. */
  private static @Nullable String protocol(String address) {
    String trimmed = address.trim();
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c == ':') {
        return trimmed.substring(0, i).toLowerCase(Locale.ROOT);
      }
      if (c == '/' || c == '?' || c == '#') {
        return null;
      }
    }
    return null;
  }

  /** Choosing a handler takes a permission under a security manager. */
  private static URL with(URLStreamHandler handler, @Nullable URL context, String address)
      throws MalformedURLException {
    try {
      return AccessController.doPrivileged(
          (PrivilegedExceptionAction<URL>) () -> new URL(context, address, handler));
    } catch (PrivilegedActionException malformed) {
      throw (MalformedURLException) malformed.getException();
    }
  }
}
