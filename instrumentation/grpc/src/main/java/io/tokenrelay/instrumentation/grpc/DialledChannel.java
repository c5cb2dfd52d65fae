package io.tokenrelay.instrumentation.grpc;

import io.grpc.Attributes;
import io.grpc.Channel;
import io.grpc.NameResolver;
import io.tokenrelay.instrumentation.spi.Relay;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a channel dials, and how. Read once per channel, from the channel's own fields: gRPC reveals
 * it nowhere else before a connection exists, and the authority that it does reveal is whatever the
 * application chose.
 *
 * <p>The fields have had these names since 1.6. If one cannot be read, nothing is known about the
 * channel, and its calls get no token.
 */
final class DialledChannel {
  private static final String CHANNEL = "io.grpc.internal.ManagedChannelImpl";
  private static final String IN_PROCESS = "io.grpc.inprocess.";
  private static final int TLS_PORT = 443;

  private final DialledTarget target;
  private final boolean inProcess;
  private final boolean encrypted;
  private final boolean credentials;
  private final @Nullable InetSocketAddress proxy;
  private final @Nullable String authority;

  DialledChannel(DialledTarget target, boolean inProcess, boolean encrypted, boolean credentials) {
    this(target, inProcess, encrypted, credentials, null, null);
  }

  DialledChannel(
      DialledTarget target,
      boolean inProcess,
      boolean encrypted,
      boolean credentials,
      @Nullable InetSocketAddress proxy,
      @Nullable String authority) {
    this.proxy = proxy;
    this.authority = authority;
    this.target = target;
    this.inProcess = inProcess;
    this.encrypted = encrypted;
    this.credentials = credentials;
  }

  DialledTarget target() {
    return target;
  }

  boolean isInProcess() {
    return inProcess;
  }

  /** False if there is no proof that it is. */
  boolean isEncrypted() {
    return encrypted;
  }

  /** Whether every call of the channel gets {@code CallCredentials} (since 1.35). */
  boolean hasCredentials() {
    return credentials;
  }

  /** The proxy, which can read plaintext; null if there is none. */
  @Nullable InetSocketAddress proxy() {
    return proxy;
  }

  /**
   * The application's name for a call's server; null if it leaves that to gRPC.
   *
   * @param ofCall the authority in the call's options
   */
  @Nullable String authority(@Nullable String ofCall) {
    return ofCall == null ? authority : ofCall;
  }

  static DialledChannel of(Object realChannel) {
    try {
      return read(outer(realChannel));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unreadable) {
      Relay.failed(unreadable);
      return new DialledChannel(DialledTarget.UNKNOWN, false, false, true);
    }
  }

  private static DialledChannel read(Object channel) throws ReflectiveOperationException {
    String text = (String) value(channel, "target");
    boolean credentials = false;
    Object transport = value(channel, "transportFactory");
    for (Object inner = transport; inner != null; inner = valueOrNull(inner, "delegate")) {
      transport = inner;
      credentials |= valueOrNull(inner, "channelCallCredentials") != null;
    }
    if (transport != null && transport.getClass().getName().startsWith(IN_PROCESS)) {
      return new DialledChannel(DialledTarget.LOCAL, true, false, credentials);
    }
    if (text == null) {
      return new DialledChannel(DialledTarget.UNKNOWN, false, false, credentials);
    }
    // With xDS the control plane may order plaintext.
    boolean encrypted = defaultPort(channel) == TLS_PORT && !text.startsWith("xds:");
    DialledTarget target = DialledTarget.parse(text);
    InetSocketAddress proxy = encrypted ? null : DialledProxy.of(proxyDetector(channel), target);
    String authority = DialledTarget.isNamed(text) ? ((Channel) channel).authority() : null;
    return new DialledChannel(target, false, encrypted, credentials, proxy, authority);
  }

  private static @Nullable Object proxyDetector(Object channel)
      throws ReflectiveOperationException {
    Object arguments = valueOrNull(channel, "nameResolverArgs");
    if (arguments == null) {
      return null; // until 1.20
    }
    try {
      Method getProxyDetector = arguments.getClass().getMethod("getProxyDetector");
      getProxyDetector.setAccessible(true);
      return getProxyDetector.invoke(arguments);
    } catch (NoSuchMethodException notInThisVersion) {
      return null;
    }
  }

  /** What a transport's builder tells its resolver: 443 with transport security, 80 without. */
  private static int defaultPort(Object channel) throws ReflectiveOperationException {
    Object parameters = valueOrNull(channel, "nameResolverParams"); // until 1.18
    if (parameters != null) {
      Integer port = ((Attributes) parameters).get(NameResolver.Factory.PARAMS_DEFAULT_PORT);
      return port == null ? -1 : port;
    }
    Object arguments = valueOrNull(channel, "nameResolverArgs");
    if (arguments == null) {
      arguments = value(channel, "nameResolverHelper"); // 1.19 and 1.20
    }
    if (arguments == null) {
      return -1;
    }
    Method getDefaultPort = arguments.getClass().getMethod("getDefaultPort");
    getDefaultPort.setAccessible(true); // the class may be anonymous
    return (Integer) getDefaultPort.invoke(arguments);
  }

  private static Object outer(Object realChannel) throws ReflectiveOperationException {
    for (Field field : realChannel.getClass().getDeclaredFields()) {
      if (field.getType().getName().equals(CHANNEL)) {
        field.setAccessible(true);
        return field.get(realChannel);
      }
    }
    throw new NoSuchFieldException(CHANNEL);
  }

  private static @Nullable Object value(Object object, String name)
      throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  private static @Nullable Object valueOrNull(Object object, String name)
      throws IllegalAccessException {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(object);
    } catch (NoSuchFieldException notInThisVersion) {
      return null;
    }
  }
}
