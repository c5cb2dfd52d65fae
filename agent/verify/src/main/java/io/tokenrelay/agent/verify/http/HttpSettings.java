package io.tokenrelay.agent.verify.http;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How to connect to issuers: timeouts, sizes, proxy, certificates. Immutable. */
public final class HttpSettings {
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final int maxBytes;
  private final String maxBytesProperty;
  private final @Nullable String proxy;
  private final @Nullable String trustStoreFile;
  private final @Nullable String clientCertFile;

  private HttpSettings(
      HttpSettings other,
      Duration connectTimeout,
      Duration readTimeout,
      int maxBytes,
      String maxBytesProperty) {
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
    this.maxBytes = maxBytes;
    this.maxBytesProperty = maxBytesProperty;
    this.proxy = other.proxy;
    this.trustStoreFile = other.trustStoreFile;
    this.clientCertFile = other.clientCertFile;
  }

  private HttpSettings(Values values) {
    this.connectTimeout = values.get(HttpProperties.CONNECT_TIMEOUT);
    this.readTimeout = values.get(HttpProperties.READ_TIMEOUT);
    this.maxBytes = (int) (long) values.get(HttpProperties.MAX_BYTES);
    this.maxBytesProperty = HttpProperties.MAX_BYTES.fullName();
    this.proxy = values.find(HttpProperties.PROXY);
    this.trustStoreFile = values.find(HttpProperties.TRUST_STORE_FILE);
    this.clientCertFile = values.find(HttpProperties.CLIENT_CERT_FILE);
  }

  public static HttpSettings of(Values values) {
    return new HttpSettings(values);
  }

  /** These settings with another timeout, for connecting and for each read. */
  public HttpSettings withTimeout(Duration timeout) {
    return new HttpSettings(this, timeout, timeout, maxBytes, maxBytesProperty);
  }

  /**
   * These settings with another maximum size.
   *
   * @param property what an operator would change to allow more
   */
  public HttpSettings withMaxBytes(int maxBytes, Property<?> property) {
    return new HttpSettings(this, connectTimeout, readTimeout, maxBytes, property.fullName());
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
}
