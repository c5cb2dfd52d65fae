package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.net.HostName;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer is asked over plain http, where anyone on the way can answer in its place: with
 * keys of their own, or that a token is active. To be known, not refused: a mesh may encrypt the
 * way between two machines, and to this one there is none.
 */
final class PlainHttp {
  private PlainHttp() {}

  /** One line, or null. */
  static @Nullable String of(Issuer issuer) {
    Values values = issuer.values();
    Set<String> plain = new LinkedHashSet<>();
    add(plain, values, IssuerProperties.JWKS_URI);
    add(plain, values, IssuerProperties.INTROSPECTION_URI);
    if (discovers(values) && isPlain(issuer.uri())) {
      plain.add(values.nameOf(IssuerProperties.URI));
    }
    return plain.isEmpty()
        ? null
        : "issuer "
            + issuer.name()
            + ": whoever is on the way can say which tokens are good, since "
            + String.join(" and ", plain)
            + (plain.size() == 1 ? " is" : " are")
            + " plain http; use https, unless that way is encrypted by other means";
  }

  private static void add(Set<String> plain, Values values, Property<URI> property) {
    URI uri = values.find(property);
    if (uri != null && isPlain(uri.toString())) {
      plain.add(values.nameOf(property));
    }
  }

  /** Whether keys, or where to introspect, are found by its own URL. */
  private static boolean discovers(Values values) {
    boolean hasKeys =
        values.find(IssuerProperties.JWKS_URI) != null
            || values.find(IssuerProperties.JWKS_FILE) != null
            || values.find(IssuerProperties.PUBLIC_KEY_FILE) != null
            || values.find(IssuerProperties.SECRET_FILE) != null;
    return !hasKeys
        || (values.find(IssuerProperties.INTROSPECTION_URI) == null
            && values.find(IssuerProperties.INTROSPECTION_CLIENT_ID) != null);
  }

  private static boolean isPlain(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("http://") && !isToThisMachine(url);
  }

  private static boolean isToThisMachine(String url) {
    try {
      String host = URI.create(url).getHost();
      HostName name = host == null ? null : HostName.parse(host);
      return name != null && name.isLoopback();
    } catch (IllegalArgumentException noUrl) {
      return false;
    }
  }
}
