package io.tokenrelay.agent.verify.issuer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JWK Set named by the issuer's OpenID configuration (OpenID Connect Discovery §4). The
 * document must be the issuer's own (§4.3), and may not lead from https to http. It is read again
 * after the keys could not be had.
 */
final class DiscoveredKeys implements KeyLoader {
  private final IssuerSettings issuer;
  private final KeyDownload download;
  private @Nullable String jwksUri;

  DiscoveredKeys(IssuerSettings issuer, KeyDownload download) {
    this.issuer = issuer;
    this.download = download;
  }

  @Override
  public LoadedKeys load() throws KeysNotLoadedException {
    String uri = jwksUri == null ? discover() : jwksUri;
    jwksUri = null;
    LoadedKeys loaded = new RemoteKeys(uri, issuer.algorithms(), download).load();
    jwksUri = uri;
    return loaded;
  }

  private String discover() throws KeysNotLoadedException {
    String base = issuer.uri();
    String document =
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + "/.well-known/openid-configuration";
    Map<String, Object> metadata = KeyDocument.object(download.get(document).text(), document);
    if (!base.equals(metadata.get("issuer"))) {
      throw new KeysNotLoadedException(
          document + " is of issuer " + metadata.get("issuer") + ", not of " + base);
    }
    Object uri = metadata.get("jwks_uri");
    if (!(uri instanceof String)) {
      throw new KeysNotLoadedException(document + " has no jwks_uri");
    }
    if (base.startsWith("https:") && !((String) uri).startsWith("https:")) {
      throw new KeysNotLoadedException(document + " leads to keys without https: " + uri);
    }
    return (String) uri;
  }
}
