package io.tokenrelay.instrumentation.testing;

import org.apache.catalina.connector.Connector;

/** Mutual TLS for a connector of any Tomcat: 8.5 has given its configuration types of its own. */
final class TomcatTls {
  private static final String TYPES = "org.apache.tomcat.util.net.SSLHostConfig";

  private TomcatTls() {}

  static void on(Connector connector, MutualTls tls) {
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    try {
      Class<?> host = Class.forName(TYPES);
      Connector.class.getMethod("addSslHostConfig", host).invoke(connector, host(host, tls));
    } catch (ClassNotFoundException tomcat7) {
      setAll(connector, tls);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Object host(Class<?> type, MutualTls tls) throws ReflectiveOperationException {
    Object host = type.getConstructor().newInstance();
    set(host, "CertificateVerification", "optional");
    set(host, "TruststoreFile", tls.trusted.toString());
    set(host, "TruststorePassword", tls.password);
    set(host, "TruststoreType", MutualTls.STORE_TYPE);
    Class<?> kinds = Class.forName(TYPES + "Certificate$Type");
    Object undefined = kinds.getMethod("valueOf", String.class).invoke(null, "UNDEFINED");
    Class<?> certificates = Class.forName(TYPES + "Certificate");
    Object certificate = certificates.getConstructor(type, kinds).newInstance(host, undefined);
    set(certificate, "CertificateKeyAlias", "own"); // 8.5.0 asks for 'tomcat' else
    set(certificate, "CertificateKeystoreFile", tls.keys.toString());
    set(certificate, "CertificateKeystorePassword", tls.password);
    set(certificate, "CertificateKeystoreType", MutualTls.STORE_TYPE);
    type.getMethod("addCertificate", certificates).invoke(host, certificate);
    return host;
  }

  private static void set(Object target, String property, String value)
      throws ReflectiveOperationException {
    target.getClass().getMethod("set" + property, String.class).invoke(target, value);
  }

  private static void setAll(Connector connector, MutualTls tls) {
    connector.setProperty("sslProtocol", "TLS");
    connector.setProperty("clientAuth", "want");
    connector.setProperty("keystoreFile", tls.keys.toString());
    connector.setProperty("keystorePass", tls.password);
    connector.setProperty("keystoreType", MutualTls.STORE_TYPE);
    connector.setProperty("truststoreFile", tls.trusted.toString());
    connector.setProperty("truststorePass", tls.password);
    connector.setProperty("truststoreType", MutualTls.STORE_TYPE);
  }
}
