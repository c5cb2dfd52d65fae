package io.tokenrelay.agent.relay.testing;

import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A hop of no client: what a test says it is. Remembers the headers that were written. */
public final class TestHop implements Hop {
  public final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  public int headersSet;
  private final String scheme;
  private final String host;
  private final int port;
  private final String path;
  private String method = "GET";
  private boolean connected;
  private @Nullable InetAddress peer;
  private @Nullable InetSocketAddress proxy;
  private boolean tunnelled;
  private @Nullable String alias;
  private @Nullable String requestTarget;
  private List<String> authorities = Collections.emptyList();
  private boolean grpc;
  private boolean inProcess;
  private boolean streamed;
  private boolean onEventLoop;
  private BooleanSupplier credentials = () -> false;

  private TestHop(String scheme, String host, int port, String path) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.path = path;
  }

  /**
   * @param url {@code [METHOD ]scheme://host[:port][/path]}, split at the first slash and the last
   *     colon as a client's own parser has done already; {@code grpc} and {@code grpcs} are gRPC
   */
  public static TestHop to(String url) {
    int blank = url.lastIndexOf(' ', url.indexOf("://"));
    String scheme = url.substring(blank + 1, url.indexOf("://"));
    String rest = url.substring(url.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    int colon = authority.lastIndexOf(':');
    boolean ported = colon > authority.lastIndexOf(']') && authority.indexOf(':') == colon;
    ported |= authority.startsWith("[") && colon > authority.lastIndexOf(']');
    ported &= authority.substring(colon + 1).matches("[0-9]+");
    boolean grpc = scheme.startsWith("grpc");
    TestHop hop =
        new TestHop(
            grpc ? scheme.endsWith("s") ? "https" : "http" : scheme,
            ported ? authority.substring(0, colon) : authority,
            ported ? Integer.parseInt(authority.substring(colon + 1)) : -1,
            slash < 0 ? "/" : rest.substring(slash));
    hop.grpc = grpc;
    if (blank > 0) {
      hop.method = url.substring(0, blank);
    }
    return hop;
  }

  /** Whatever a client's own parser may have made of a URL. */
  public static TestHop at(String scheme, String host, int port, String path) {
    return new TestHop(scheme, host, port, path);
  }

  /** Its client goes on to send messages. */
  public TestHop streamed() {
    streamed = true;
    return this;
  }

  /** It is written by a thread that must not compute for long. */
  public TestHop onEventLoop() {
    onEventLoop = true;
    return this;
  }

  @Override
  public boolean isOnEventLoop() {
    return onEventLoop;
  }

  /** The client is connected, and the connection tells this address. */
  public TestHop connectedTo(String address) {
    try {
      peer = InetAddress.getByName(address);
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException(noAddress);
    }
    connected = true;
    return this;
  }

  /** The client is connected, and the connection does not tell where to. */
  public TestHop connectedSomewhere() {
    connected = true;
    return this;
  }

  /** The request calls its target by this name. */
  public TestHop calledAs(String name) {
    alias = name;
    return this;
  }

  /** Through a forward proxy that is asked for the whole URL. */
  public TestHop through(String host, int port) {
    proxy = InetSocketAddress.createUnresolved(host, port);
    return this;
  }

  /** Through a forward proxy whose name the application has resolved. */
  public TestHop throughResolved(String host, String address, int port) {
    try {
      proxy =
          new InetSocketAddress(
              InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress()), port);
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException(noAddress);
    }
    return this;
  }

  /** Through a tunnel of a proxy. */
  public TestHop tunnelledThrough(String host, int port) {
    tunnelled = true;
    return through(host, port);
  }

  /** Its request line holds this. */
  public TestHop asking(String target) {
    requestTarget = target;
    return this;
  }

  /** Its message names these as its hosts. */
  public TestHop naming(String... authorities) {
    this.authorities = Arrays.asList(authorities);
    return this;
  }

  public TestHop inProcess() {
    inProcess = true;
    grpc = true;
    return this;
  }

  public TestHop with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Its client says whether it has credentials of its own. */
  public TestHop withCredentials(BooleanSupplier credentials) {
    this.credentials = credentials;
    return this;
  }

  @Override
  public boolean hasCredentials() {
    return credentials.getAsBoolean();
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String requestTarget() {
    return requestTarget;
  }

  @Override
  public List<String> authorities() {
    return authorities;
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  @Override
  public void setHeader(String name, String value) {
    headersSet++;
    headers.put(name, value);
  }

  @Override
  public @Nullable String alias() {
    return alias;
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public @Nullable InetAddress peer() {
    return peer;
  }

  @Override
  public @Nullable InetSocketAddress proxy() {
    return proxy;
  }

  @Override
  public boolean isReadByProxy() {
    return proxy != null && !tunnelled;
  }

  @Override
  public boolean isGrpc() {
    return grpc;
  }

  @Override
  public boolean isInProcess() {
    return inProcess;
  }

  @Override
  public boolean isStreamed() {
    return streamed;
  }
}
