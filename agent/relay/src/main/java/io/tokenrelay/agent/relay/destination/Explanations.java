package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.net.Addresses;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of a hop, and of the decision of a {@link DestinationPolicy} about it: which
 * destination it is about, and what would allow it. Decides nothing.
 */
public final class Explanations {
  private Explanations() {}

  /**
   * The name of the hop's destination, or of the service that is called in this process: suitable
   * for a log line and for a list. Null if there is none.
   */
  public static @Nullable String nameOf(Hop hop, DestinationPolicy policy) {
    if (hop.isInProcess()) {
      return GrpcServices.nameOf(hop);
    }
    Destination place = policy.ruling(hop).place();
    return place == null ? null : place.name();
  }

  /**
   * The destination that caused a refusal, if it is not the hop's target but another that its
   * message names; null if it is the target.
   */
  public static @Nullable Destination strayOf(
      Decision refusal, Token token, Hop hop, DestinationPolicy policy) {
    Ruling ruling = policy.ruling(hop);
    List<Destination> others = NamedPlaces.besides(ruling.place(), hop);
    if (others != null && !others.isEmpty() && policy.decide(token, hop, ruling).isAllowed()) {
      for (Destination other : others) {
        if (policy.decide(token, hop, policy.ruling(other, hop)) == refusal) {
          return other;
        }
      }
    }
    return null;
  }

  /**
   * The setting that would allow the hop, or null.
   *
   * @param stray the result of {@link #strayOf}
   * @param name the name of the stray, or the result of {@link #nameOf}
   */
  public static @Nullable String remedy(
      Decision decision,
      Hop hop,
      @Nullable Destination stray,
      String name,
      DestinationPolicy policy) {
    InetAddress peer = hop.peer();
    InetSocketAddress proxy = hop.proxy();
    if (decision == Decision.OUTSIDE_ADDRESS && peer != null) {
      return decision.remedy(Addresses.text(peer));
    }
    if (decision == Decision.GUARD_PROXY && proxy != null) {
      Destination place = Destination.ofProxy(hop, proxy);
      return decision.remedy(place == null ? "the proxy" : place.name());
    }
    Destination place = stray == null ? policy.ruling(hop).place() : stray;
    if (decision == Decision.INSECURE_GRPC && place != null) { // a domain has no port
      return decision.remedy(place.host().text());
    }
    String remedy = decision.remedy(name);
    boolean insecureNext =
        place != null && !place.isSecure() && !hop.isGrpc() && !policy.allowsInsecure();
    return decision == Decision.OUTSIDE && insecureNext
        ? remedy + " and " + Decision.INSECURE.remedy(name)
        : remedy;
  }
}
