package io.tokenrelay.instrumentation.testing;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the attached agent is told about the peer of each request. */
public final class ReceivedPeer extends BeforeInbound {
  private volatile List<X509Certificate> certificates = Collections.emptyList();
  private volatile @Nullable String address;

  private ReceivedPeer() {}

  /** Of the requests from now on. There must have been two. */
  public static ReceivedPeer watch() throws Exception {
    ReceivedPeer received = new ReceivedPeer();
    received.install();
    return received;
  }

  public List<X509Certificate> certificates() {
    return certificates;
  }

  public @Nullable String address() {
    return address;
  }

  @Override
  @SuppressWarnings("unchecked")
  void receives(Class<?> type, Object request) throws ReflectiveOperationException {
    certificates = (List<X509Certificate>) type.getMethod("peerCertificates").invoke(request);
    address = (String) type.getMethod("peerAddress").invoke(request);
  }
}
