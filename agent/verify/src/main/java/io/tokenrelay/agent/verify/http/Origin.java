package io.tokenrelay.agent.verify.http;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Scheme, host and port of a URL (RFC 6454 §4): the boundary within which an issuer is trusted. */
public final class Origin {
  private Origin() {}

  static String of(URL url) {
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return url.getProtocol() + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** The origin of an http or https URL; null when the text is not one, or names a user. */
  public static @Nullable String of(String address) {
    try {
      URL url = OwnUrls.of(address);
      return !url.getHost().isEmpty() && url.getUserInfo() == null ? of(url) : null;
    } catch (MalformedURLException e) {
      return null;
    }
  }
}
