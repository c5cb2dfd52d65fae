package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.TlsPeer;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.SSLSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a request's connection, as its connector knows it. The attributes and
 * addresses of the request above may be what an {@code SSLValve} or a {@code RemoteIpValve} has
 * found in headers.
 */
final class Peer {
  private static final String HTTP = "org.apache.coyote.http11.AbstractHttp11Protocol";
  private static final Getter HOSTS =
      new Getter("org.apache.catalina.connector.Connector", "findSslHostConfigs"); // since 8.5
  private static final Getter VERIFICATION =
      new Getter("org.apache.tomcat.util.net.SSLHostConfig", "getCertificateVerification");

  private Peer() {}

  /**
   * The connector is asked anew, for attributes that nobody else has set. The one of the session is
   * there only if this connection is TLS: not with AJP, where the web server's word is all there
   * is, nor with the APR connector of Tomcat 7.
   */
  static List<X509Certificate> certificates(Request request) {
    org.apache.coyote.Request connectors = request.getCoyoteRequest();
    Map<String, Object> attributes = connectors.getAttributes();
    for (String servlets : new String[] {"javax", "jakarta"}) {
      attributes.remove(session(servlets));
      attributes.remove(certificate(servlets));
    }
    connectors.action(ActionCode.REQ_SSL_ATTRIBUTE, null);
    for (String servlets : new String[] {"javax", "jakarta"}) {
      Object chain = attributes.get(certificate(servlets));
      if (chain instanceof Object[]
          && attributes.get(session(servlets)) instanceof SSLSupport
          && verifiesCertificates(request.getConnector())) {
        return TlsPeer.certificates((Object[]) chain);
      }
    }
    return Collections.emptyList();
  }

  private static String session(String servlets) {
    return servlets.concat(".servlet.request.ssl_session_mgr");
  }

  private static String certificate(String servlets) {
    return servlets.concat(".servlet.request.X509Certificate");
  }

  /** Not if one of its hosts takes certificates of any authority: with OpenSSL nobody checks. */
  private static boolean verifiesCertificates(Connector connector) {
    Object hosts = HOSTS.get(connector);
    if (hosts instanceof Object[]) {
      for (Object host : (Object[]) hosts) {
        if ("OPTIONAL_NO_CA".equals(String.valueOf(VERIFICATION.get(host)))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Only over HTTP: over AJP it is what the web server says. */
  static @Nullable String address(Request request) {
    if (!isHttp(request.getConnector().getProtocolHandler().getClass())) {
      return null;
    }
    org.apache.coyote.Request connectors = request.getCoyoteRequest();
    connectors.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, connectors);
    return connectors.remoteAddr().toString();
  }

  private static boolean isHttp(@Nullable Class<?> protocol) {
    return protocol != null
        && (protocol.getName().equals(HTTP) || isHttp(protocol.getSuperclass()));
  }
}
