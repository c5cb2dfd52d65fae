package io.tokenrelay.instrumentation.grpc;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The host and port that a channel's target names. {@code overrideAuthority} changes the name that
 * the server is shown, not the server: it can keep the token away, but proves nothing.
 *
 * <p>The syntax is gRPC's (doc/naming.md): {@code host[:port]}, or a URI whose scheme names a
 * resolver. A target that does not name exactly one host is {@link #UNKNOWN}, and gets no token.
 */
final class DialledTarget {
  /** Names no host, so no policy admits it. */
  static final DialledTarget UNKNOWN = new DialledTarget("", -1);

  /** A target on this machine. */
  static final DialledTarget LOCAL = new DialledTarget("localhost", -1);

  private final String host;
  private final int port;

  DialledTarget(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Without brackets for IPv6. */
  String host() {
    return host;
  }

  /** -1 if the target has none. */
  int port() {
    return port;
  }

  static DialledTarget parse(String target) {
    URI uri;
    try {
      uri = new URI(target);
    } catch (URISyntaxException noUri) {
      return authority(target);
    }
    String scheme = schemeOf(uri);
    if (scheme == null) {
      return authority(target);
    }
    switch (scheme) {
      case "unix":
      case "unix-abstract":
        return LOCAL;
      case "directaddress":
        return address(uri.getPath());
      default:
        return authority(named(uri));
    }
  }

  /**
   * Whether gRPC by default shows the server exactly the name in the target. Other resolvers, and
   * addresses, choose names of their own.
   */
  static boolean isNamed(String target) {
    try {
      String scheme = schemeOf(new URI(target));
      return scheme == null || scheme.equals("dns");
    } catch (URISyntaxException noUri) {
      return true;
    }
  }

  /** Null if what looks like a scheme is a host before a port. */
  private static @Nullable String schemeOf(URI uri) {
    return uri.isOpaque() && isNumber(uri.getSchemeSpecificPart()) ? null : uri.getScheme();
  }

  /** The name is the path; a resolver that needs no name gets only an authority. */
  private static String named(URI uri) {
    if (uri.isOpaque()) {
      return uri.getSchemeSpecificPart();
    }
    String path = uri.getPath();
    if (path == null || path.isEmpty() || path.equals("/")) {
      return uri.getAuthority() == null ? "" : uri.getAuthority();
    }
    return path.charAt(0) == '/' ? path.substring(1) : path;
  }

  /** {@code host[:port]} or {@code [IPv6][:port]}. */
  private static DialledTarget authority(String authority) {
    int afterHost;
    if (authority.startsWith("[")) {
      afterHost = authority.indexOf(']') + 1;
    } else {
      int colon = authority.indexOf(':');
      afterHost = colon < 0 ? authority.length() : colon;
    }
    return of(authority.substring(0, afterHost), authority.substring(afterHost));
  }

  /**
   * An {@code InetSocketAddress} as text, after a slash: {@code name/1.2.3.4:80}, {@code /[::1]:80}
   * (before Java 14 without brackets), {@code name/<unresolved>:80} (before Java 14 {@code
   * name:80}).
   */
  private static DialledTarget address(@Nullable String path) {
    if (path == null) {
      return UNKNOWN;
    }
    int colon = path.lastIndexOf(':');
    if (colon < 0) {
      return UNKNOWN; // some other kind of address
    }
    String host = path.substring(1, colon);
    if (host.endsWith("/<unresolved>")) {
      host = host.substring(0, host.indexOf('/'));
    } else {
      host = host.substring(host.lastIndexOf('/') + 1);
    }
    return of(host, path.substring(colon));
  }

  private static DialledTarget of(String host, String colonAndPort) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (bare.isEmpty() || !isHost(bare)) {
      return UNKNOWN;
    }
    if (colonAndPort.isEmpty()) {
      return new DialledTarget(bare, -1);
    }
    String port = colonAndPort.substring(1);
    return colonAndPort.charAt(0) == ':' && port.length() <= 5 && isNumber(port)
        ? new DialledTarget(bare, Integer.parseInt(port))
        : UNKNOWN;
  }

  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || "/,@?#\\<>[]\"'".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
