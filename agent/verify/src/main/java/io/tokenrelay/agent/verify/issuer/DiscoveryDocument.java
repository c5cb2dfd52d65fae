package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.json.JsonObject;

/**
 * An issuer's OpenID configuration (OpenID Connect Discovery §4). It must be the issuer's own
 * (§4.3), and must not lead from https to http.
 */
public final class DiscoveryDocument {
  private final IssuerSettings issuer;
  private final String address;
  private final JsonObject members;

  private DiscoveryDocument(IssuerSettings issuer, String address, JsonObject members) {
    this.issuer = issuer;
    this.address = address;
    this.members = members;
  }

  /** Fetches it, on this thread. */
  public static DiscoveryDocument of(IssuerSettings issuer, HttpFetch http)
      throws NotFetchedException {
    String base = issuer.uri();
    String address =
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + "/.well-known/openid-configuration";
    JsonObject members;
    try {
      members = KeyDocument.object(http.get(address, "application/json").text(), address);
    } catch (KeysNotLoadedException e) {
      throw new NotFetchedException(String.valueOf(e.getMessage()));
    }
    if (!base.equals(members.get("issuer"))) {
      throw new NotFetchedException(
          address + " belongs to issuer " + members.get("issuer") + ", not to " + base);
    }
    announce(members, issuer.announced());
    issuer.announced().complete();
    return new DiscoveryDocument(issuer, address, members);
  }

  /** Everything that it calls an endpoint, including those for mutual TLS (RFC 8705 §5). */
  private static void announce(JsonObject members, Announced announced) {
    for (String name : members.names()) {
      Object value = members.get(name);
      JsonObject aliases = name.equals("mtls_endpoint_aliases") ? members.object(name) : null;
      if (aliases != null) {
        announce(aliases, announced);
      } else if (value instanceof String
          && (name.endsWith("_endpoint")
              || name.equals("jwks_uri")
              || name.equals("check_session_iframe"))) {
        announced.endpoint((String) value);
      }
    }
  }

  /** An endpoint, such as {@code jwks_uri}. */
  public String uri(String member) throws NotFetchedException {
    Object uri = members.get(member);
    if (!(uri instanceof String)) {
      throw new NotFetchedException(address + " has no " + member);
    }
    if (issuer.uri().startsWith("https:") && !((String) uri).startsWith("https:")) {
      throw new NotFetchedException(address + " leads to " + member + " without https: " + uri);
    }
    return (String) uri;
  }
}
