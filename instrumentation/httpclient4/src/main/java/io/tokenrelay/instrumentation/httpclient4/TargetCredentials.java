package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.CredentialsProviders;
import io.tokenrelay.instrumentation.spi.Hop;
import org.apache.http.HttpHost;
import org.apache.http.protocol.HttpContext;

/**
 * The credentials that a call has for a target, from the provider in its context: the application's
 * for this call, or else the client's, which the client puts there. A user name in a call's URL has
 * been added to the provider by then.
 *
 * <p>When challenged, the client looks for credentials for the context's target, which is a virtual
 * host if one is set; both names count.
 */
final class TargetCredentials {
  private static final CredentialsProviders PROVIDERS =
      new CredentialsProviders(
          "org.apache.http.client.CredentialsProvider",
          "org.apache.http.impl.client.SystemDefaultCredentialsProvider",
          "org.apache.http.auth.AuthScope");

  private TargetCredentials() {}

  static boolean areIn(HttpContext context, HttpHost target, Hop hop) {
    Object provider = context.getAttribute("http.auth.credentials-provider");
    if (provider == null) {
      return false;
    }
    HttpHost host = withPort(target, target);
    if (PROVIDERS.haveFor(provider, host, context, hop)) {
      return true;
    }
    Object named = context.getAttribute("http.target_host");
    HttpHost virtual = named instanceof HttpHost ? withPort((HttpHost) named, host) : host;
    return !virtual.equals(host) && PROVIDERS.haveFor(provider, virtual, context, hop);
  }

  private static HttpHost withPort(HttpHost host, HttpHost target) {
    if (host.getPort() >= 0) {
      return host;
    }
    int port = target.getPort();
    if (port < 0) {
      port = host.getSchemeName().equalsIgnoreCase("https") ? 443 : 80;
    }
    return new HttpHost(host.getHostName(), port, host.getSchemeName());
  }
}
