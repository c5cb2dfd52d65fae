package io.tokenrelay.instrumentation.spi;

/** How a message names the host it is sent to: {@code host[:port]} (RFC 9110 §7.2). */
public final class Authority {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Authority() {}

  /**
   * Whether this is the hop's target as clients usually spell it, decided without parsing anything.
   * If false, it may still be another spelling of the target.
   */
  public static boolean isTarget(Hop hop, String authority) {
    String host = hop.host();
    int start = isBare(host) && authority.startsWith("[") ? 1 : 0;
    int end = start + host.length();
    if (host.isEmpty() || !authority.regionMatches(true, start, host, 0, host.length())) {
      return false;
    }
    if (start == 1 && !authority.startsWith("]", end++)) {
      return false;
    }
    int usual = hop.scheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
    int port = hop.port() < 0 ? usual : hop.port();
    return end == authority.length()
        ? port == usual
        : authority.charAt(end) == ':' && isPort(authority, end + 1, port);
  }

  /** An authority as clients write it; port -1 means none. */
  public static String of(String host, int port) {
    String name = isBare(host) ? '[' + host + ']' : host;
    return port < 0 ? name : name + ':' + port;
  }

  private static boolean isBare(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[");
  }

  private static boolean isPort(String authority, int start, int port) {
    int read = 0;
    for (int i = start; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c < '0' || c > '9' || i - start == 5) {
        return false;
      }
      read = read * 10 + c - '0';
    }
    return start < authority.length() && read == port;
  }
}
