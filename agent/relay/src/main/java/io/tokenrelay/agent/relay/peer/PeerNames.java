package io.tokenrelay.agent.relay.peer;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.agent.net.HostName;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The peers that an operator trusts to speak for others, by the names in their client certificates:
 * {@code spiffe://domain/path}, {@code spiffe://domain/*} for every workload of a trust domain, or
 * a DNS name. The word {@code loopback} stands for whoever connects from this machine: a sidecar,
 * and all else that runs beside it.
 *
 * <p>A name counts only if the server has verified the certificate on this connection. The subject
 * of a certificate is no name (RFC 9525 §2), and a wildcard in it matches nothing: it says that the
 * peer may be one of many.
 */
public final class PeerNames {
  private static final String LOOPBACK = "loopback";
  private static final String SCHEME = "spiffe:";

  private final Set<String> ids = new HashSet<>();
  private final Set<String> domains = new HashSet<>();
  private final Set<String> hosts = new HashSet<>();
  private boolean loopback;

  private PeerNames() {}

  /** The type of a property that lists them. */
  public static ListType<PeerNames> list() {
    return new ListType<PeerNames>("a list of SPIFFE IDs, DNS names, or loopback") {
      @Override
      protected PeerNames of(List<String> elements) {
        return PeerNames.of(elements);
      }
    };
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public static PeerNames of(List<String> texts) {
    PeerNames names = new PeerNames();
    for (String text : texts) {
      names.add(text);
    }
    return names;
  }

  /** Whether nobody is listed. */
  public boolean isEmpty() {
    return !loopback && !namesCertificates();
  }

  /** Whether the peer on this request's connection is listed. */
  public boolean admits(ServerRequest request) {
    return (loopback && isLoopback(request.peerAddress()))
        || (namesCertificates() && admits(request.peerCertificates()));
  }

  private boolean admits(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return false;
    }
    PeerCertificate peer = PeerCertificate.of(chain.get(0));
    SpiffeId id = peer.spiffeId();
    if (id != null && (ids.contains(id.text()) || domains.contains(id.domain()))) {
      return true;
    }
    for (String host : peer.dnsNames()) {
      if (hosts.contains(host)) {
        return true;
      }
    }
    return false;
  }

  private boolean namesCertificates() {
    return !ids.isEmpty() || !domains.isEmpty() || !hosts.isEmpty();
  }

  private static boolean isLoopback(@Nullable String address) {
    HostName peer = address == null ? null : HostName.parse(address);
    return peer != null
        && peer.isLiteral()
        && !peer.isAmbiguous()
        && Cidr.allIn(Cidr.LOOPBACK, peer.readings());
  }

  private void add(String text) {
    if (text.equals(LOOPBACK)) {
      loopback = true;
    } else if (text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      addSpiffeId(text);
    } else {
      hosts.add(host(text));
    }
  }

  private void addSpiffeId(String text) {
    String domain = SpiffeId.domainOfAll(text);
    SpiffeId id = SpiffeId.parse(text);
    if (domain != null) {
      domains.add(domain);
    } else if (id != null) {
      ids.add(id.text());
    } else {
      throw bad(
          text,
          "write a SPIFFE ID in full, spiffe://estate.example/ns/shop/sa/web, or"
              + " spiffe://estate.example/* for every workload of the trust domain");
    }
  }

  private static String host(String text) {
    HostName host = HostName.parse(text);
    if (host == null) {
      throw bad(text, "neither a SPIFFE ID nor a DNS name without wildcard, nor 'loopback'");
    }
    if (host.isLoopback() || host.text().equals(LOOPBACK)) {
      throw bad(text, "write 'loopback' for peers on this machine");
    }
    if (host.isLiteral()) {
      throw bad(text, "an address proves nothing: name the peer as its certificate does");
    }
    if (host.isAbsolute()) {
      throw bad(text, "certificates have names without a dot at the end");
    }
    return host.text();
  }

  private static IllegalArgumentException bad(String text, String reason) {
    return new IllegalArgumentException("'" + text + "' is not the name of a peer: " + reason);
  }
}
