package io.tokenrelay.agent.verify.http;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.time.Duration;

/** The properties of requests to issuers: the table of {@link HttpSettings}. */
public final class HttpProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Duration> CONNECT_TIMEOUT =
      TABLE
          .property("jwks.connect-timeout", Type.duration("1ms", "1m"))
          .byDefault("2s")
          .means("How long a connection to an issuer may take to open.");

  public static final Property<Duration> READ_TIMEOUT =
      TABLE
          .property("jwks.read-timeout", Type.duration("1ms", "1m"))
          .byDefault("2s")
          .means("How long the agent waits for data from an issuer.");

  public static final Property<Long> MAX_BYTES =
      TABLE
          .property("jwks.max-bytes", Type.size("1k", "16m"))
          .byDefault("262144")
          .means("A longer answer is rejected.");

  public static final Property<String> PROXY =
      TABLE
          .property("jwks.proxy", new ProxyPlace())
          .means(
              "The HTTP proxy on the way to issuers, `host:port`, or `direct` for none. "
                  + "Not set: the JVM's own settings (`https.proxyHost` and so on). "
                  + "A proxy that asks for a password is not supported.");

  public static final Property<String> TRUST_STORE_FILE =
      TABLE
          .property("jwks.trust-store-file", Type.text("a path"))
          .means(
              "The certificates that issuers are verified with, instead of the runtime's: "
                  + "PEM, or JKS. Read again when it changes.");

  public static final Property<String> CLIENT_CERT_FILE =
      TABLE
          .property("jwks.tls-client-cert-file", Type.text("a path"))
          .means(
              "A PEM file with a private key (PKCS #8) and its certificates, for issuers "
                  + "that require a client certificate. Read again when it changes.");

  private HttpProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
