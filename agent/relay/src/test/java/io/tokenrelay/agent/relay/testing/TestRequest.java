package io.tokenrelay.agent.relay.testing;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request of no server: what a test says it is. */
public class TestRequest implements ServerRequest {
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String method = "GET";
  private String target = "/orders";
  private String path = "/orders";
  private boolean grpc;
  private @Nullable String address;
  private @Nullable String peerAddress;
  private List<X509Certificate> peerCertificates = Collections.emptyList();

  public static TestRequest authorized(String... values) {
    TestRequest request = new TestRequest();
    for (String value : values) {
      request.with("authorization", value);
    }
    return request;
  }

  public TestRequest with(String header, String value) {
    headers.computeIfAbsent(header, name -> new ArrayList<>()).add(value);
    return this;
  }

  public TestRequest to(String method, String path) {
    this.method = method;
    this.target = path;
    this.path = path;
    return this;
  }

  /** What the server made of the target. */
  public TestRequest resolvedTo(String path) {
    this.path = path;
    return this;
  }

  public TestRequest byGrpc() {
    this.grpc = true;
    return this;
  }

  @Override
  public boolean isGrpc() {
    return grpc;
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.get(0);
  }

  @Override
  public @Nullable Enumeration<String> headers(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : Collections.enumeration(values);
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public String path() {
    return path;
  }

  public TestRequest from(@Nullable String address) {
    this.address = address;
    return this;
  }

  @Override
  public @Nullable String remoteAddress() {
    return address;
  }

  /** Who is at the other end, whatever {@link #from} says. */
  public TestRequest over(@Nullable String peerAddress, X509Certificate... peerCertificates) {
    this.peerAddress = peerAddress;
    this.peerCertificates = Arrays.asList(peerCertificates);
    return this;
  }

  @Override
  public @Nullable String peerAddress() {
    return peerAddress;
  }

  @Override
  public List<X509Certificate> peerCertificates() {
    return peerCertificates;
  }
}
