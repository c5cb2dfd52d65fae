package io.tokenrelay.agent.verify.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How issuers are spoken to: how long, how much, by which way, and whom to trust. Immutable. */
public final class HttpSettings {
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final int maxBytes;
  private final String maxBytesProperty;
  private final @Nullable String proxy;
  private final @Nullable String trustStoreFile;
  private final @Nullable String clientCertFile;

  private HttpSettings(Builder builder) {
    this.connectTimeout = builder.connectTimeout;
    this.readTimeout = builder.readTimeout;
    this.maxBytes = builder.maxBytes;
    this.maxBytesProperty = builder.maxBytesProperty;
    this.proxy = builder.proxy;
    this.trustStoreFile = builder.trustStoreFile;
    this.clientCertFile = builder.clientCertFile;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** These settings with another timeout, of a connection and of each read. */
  public HttpSettings patient(Duration timeout) {
    return copy().connectTimeout(timeout).readTimeout(timeout).build();
  }

  /**
   * These settings with another size.
   *
   * @param property what an operator would change to allow more
   */
  public HttpSettings upTo(int maxBytes, String property) {
    return copy().maxBytes(maxBytes, property).build();
  }

  private Builder copy() {
    return builder()
        .connectTimeout(connectTimeout)
        .readTimeout(readTimeout)
        .maxBytes(maxBytes, maxBytesProperty)
        .proxy(proxy)
        .trustStoreFile(trustStoreFile)
        .clientCertFile(clientCertFile);
  }

  public Duration connectTimeout() {
    return connectTimeout;
  }

  public Duration readTimeout() {
    return readTimeout;
  }

  public int maxBytes() {
    return maxBytes;
  }

  /** What an operator would change to allow more. */
  String maxBytesProperty() {
    return maxBytesProperty;
  }

  @Nullable String proxy() {
    return proxy;
  }

  @Nullable String trustStoreFile() {
    return trustStoreFile;
  }

  @Nullable String clientCertFile() {
    return clientCertFile;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration readTimeout = Duration.ofSeconds(2);
    private int maxBytes = 262_144;
    private String maxBytesProperty = "tokenrelay.jwks.max-bytes";
    private @Nullable String proxy;
    private @Nullable String trustStoreFile;
    private @Nullable String clientCertFile;

    private Builder() {}

    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    public Builder readTimeout(Duration readTimeout) {
      this.readTimeout = readTimeout;
      return this;
    }

    /** A longer answer is refused. */
    public Builder maxBytes(int maxBytes) {
      this.maxBytes = maxBytes;
      return this;
    }

    Builder maxBytes(int maxBytes, String maxBytesProperty) {
      this.maxBytesProperty = maxBytesProperty;
      return maxBytes(maxBytes);
    }

    /** {@code host:port} of an HTTP proxy, or {@code direct}; null for what the JVM is told. */
    public Builder proxy(@Nullable String proxy) {
      this.proxy = proxy;
      return this;
    }

    /** Certificates to trust instead of the runtime's: PEM, JKS or PKCS #12. */
    public Builder trustStoreFile(@Nullable String trustStoreFile) {
      this.trustStoreFile = trustStoreFile;
      return this;
    }

    /** PEM with a private key (PKCS #8) and its certificates, for issuers that ask for one. */
    public Builder clientCertFile(@Nullable String clientCertFile) {
      this.clientCertFile = clientCertFile;
      return this;
    }

    public HttpSettings build() {
      return new HttpSettings(this);
    }
  }
}
