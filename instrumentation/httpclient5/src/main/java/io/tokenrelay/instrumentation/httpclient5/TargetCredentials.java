package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CredentialsProviders;
import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.Hop;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that a call has for a target, from the provider in its context: the application's
 * for this call, or else the client's, which the client puts there. A user name in a call's URL has
 * been added to the provider by then.
 *
 * <p>When challenged, a client looks for credentials for the route's target or, in recent versions,
 * for the request's authority, which is a virtual host if one is set; both names count. The minimal
 * clients answer no challenge; what the application puts into their calls' contexts counts
 * nevertheless.
 */
final class TargetCredentials {
  private static final Getter PROVIDER =
      new Getter("org.apache.hc.client5.http.protocol.HttpClientContext", "getCredentialsProvider");
  private static final CredentialsProviders PROVIDERS =
      new CredentialsProviders(
          "org.apache.hc.client5.http.auth.CredentialsProvider",
          "org.apache.hc.client5.http.impl.auth.SystemDefaultCredentialsProvider",
          "org.apache.hc.client5.http.auth.AuthScope");

  private TargetCredentials() {}

  static boolean areIn(HttpContext context, HttpHost target, @Nullable HttpHost named, Hop hop) {
    Object provider = PROVIDER.get(context);
    if (provider == null) { // not one of the client's contexts
      provider = context.getAttribute("http.auth.credentials-provider");
    }
    if (provider == null) {
      return false;
    }
    HttpHost host = withPort(target, target);
    if (PROVIDERS.haveFor(provider, host, context, hop)) {
      return true;
    }
    HttpHost virtual = named == null ? host : withPort(named, host);
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
    return new HttpHost(host.getSchemeName(), host.getHostName(), port);
  }
}
