package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The web applications that may read a rejection: {@code tokenrelay.enforce.cors-origins}. Without
 * these headers a browser hides an answer from scripts of another origin (Fetch standard, "CORS
 * check"): a 401 would look like a network error, and the script would not know that its token has
 * expired. The application's own CORS filter does not run for a rejection.
 *
 * <p>Exact origins only; {@code *} and {@code null} cannot be listed. Credentials are allowed,
 * since a rejection contains nothing about any user.
 */
final class CorsOrigins {
  private static final Map<String, String> VARY = Collections.singletonMap("Vary", "Origin");

  private final Set<String> origins;

  private CorsOrigins(Set<String> origins) {
    this.origins = origins;
  }

  /** The type of a property that lists them. */
  static ListType<CorsOrigins> list() {
    return new ListType<CorsOrigins>("a list of origins") {
      @Override
      protected CorsOrigins of(List<String> elements) {
        return CorsOrigins.of(elements);
      }
    };
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  static CorsOrigins of(List<String> texts) {
    Set<String> origins = new HashSet<>();
    for (String text : texts) {
      origins.add(origin(text));
    }
    return new CorsOrigins(origins);
  }

  /** The rejection as this request's script may see it. */
  Rejection open(Rejection rejection, ServerRequest request) {
    if (origins.isEmpty()) {
      return rejection;
    }
    String origin = request.header("Origin");
    return rejection.with(origin == null || !origins.contains(origin) ? VARY : headers(origin));
  }

  private static Map<String, String> headers(String origin) {
    Map<String, String> headers = new LinkedHashMap<>(VARY);
    headers.put("Access-Control-Allow-Origin", origin);
    headers.put("Access-Control-Allow-Credentials", "true");
    headers.put("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After");
    return headers;
  }

  /** As a browser writes it (RFC 6454 §6.2): in lower case, without the port of the scheme. */
  private static String origin(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    URI uri = uri(lower);
    String scheme = uri == null ? null : uri.getScheme();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    if (uri == null
        || !web
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || !lower.equals(scheme + "://" + uri.getRawAuthority())) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not an origin: write it as in https://app.example or http://localhost:3000");
    }
    int usual = "https".equals(scheme) ? 443 : 80;
    boolean unsaid = uri.getPort() < 0 || uri.getPort() == usual;
    return scheme + "://" + uri.getHost() + (unsaid ? "" : ":" + uri.getPort());
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
