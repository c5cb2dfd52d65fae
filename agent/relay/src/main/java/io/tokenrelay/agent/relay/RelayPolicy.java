package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.destination.DestinationPolicy;
import io.tokenrelay.agent.relay.destination.IssuerPlaces;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How tokens are written on outbound calls, as described in {@link RelayProperties}. Immutable. */
public final class RelayPolicy {
  /** What to do where the application has set the header itself. */
  public enum Existing {
    PRESERVE,
    REPLACE,
    /** Leave {@code Authorization} alone and write the header of the policy instead. */
    ALTERNATE_HEADER
  }

  /** What happens to the token when the response is complete but work for the request goes on. */
  public enum Detached {
    /** Relayed until it expires, and no longer than {@link #detachedMaxMillis}. */
    UNTIL_EXPIRY,
    /** No longer relayed. */
    REQUEST
  }

  static final String AUTHORIZATION = "Authorization";

  /** The header to write. */
  final String header;

  final Existing existing;

  /** Whether expired tokens are relayed. */
  final boolean sendsExpired;

  /** Whether everything is decided and counted, but nothing is written. */
  final boolean isDryRun;

  /** A token that is valid for less than this is near its expiry. */
  final long minRemainingMillis;

  /** Whether a token near its expiry is withheld, rather than relayed and counted. */
  final boolean skipsNearExpiry;

  /** A header value longer than this is too long for many servers. */
  final int maxHeaderBytes;

  /** Whether a longer value is withheld, rather than written with a warning. */
  final boolean skipsOversize;

  final Detached detached;
  final long detachedMaxMillis;

  /** Whether the token is withheld from a call of one request while its thread serves another. */
  final boolean hasTripwire;

  /** The header that tells balancers calls of one user from those of others; null without. */
  final @Nullable String affinityHeader;

  /** Null if transaction tokens are off. */
  final @Nullable TransactionPolicy transactions;

  final List<ExchangePolicy> exchanges;

  private final DestinationPolicy destinations;

  private RelayPolicy(Values values, List<Values> exchanges, IssuerPlaces issuers) {
    this.header = values.get(RelayProperties.HEADER);
    this.existing = values.get(RelayProperties.EXISTING);
    this.sendsExpired = values.get(RelayProperties.EXPIRED).equals("send");
    this.isDryRun = values.get(RelayProperties.DRY_RUN);
    this.minRemainingMillis = values.get(RelayProperties.MIN_REMAINING).toMillis();
    this.skipsNearExpiry = values.get(RelayProperties.MIN_REMAINING_ACTION).equals("skip");
    this.maxHeaderBytes = values.get(RelayProperties.MAX_HEADER_BYTES);
    this.skipsOversize = values.get(RelayProperties.OVERSIZE_ACTION).equals("skip");
    this.detached = values.get(RelayProperties.DETACHED);
    this.detachedMaxMillis = values.get(RelayProperties.DETACHED_MAX).toMillis();
    this.hasTripwire = values.get(RelayProperties.TRIPWIRE);
    this.affinityHeader = values.find(RelayProperties.AFFINITY_HEADER);
    this.transactions = TransactionProperties.areOn(values) ? new TransactionPolicy(values) : null;
    List<ExchangePolicy> all = new ArrayList<>();
    for (Values exchange : exchanges) {
      all.add(new ExchangePolicy(exchange));
    }
    this.exchanges = Collections.unmodifiableList(all);
    this.destinations = DestinationPolicy.of(values, issuers);
  }

  /**
   * @throws IllegalArgumentException when values contradict each other
   */
  public static RelayPolicy of(Values values) {
    return of(values, Collections.<Values>emptyList(), new IssuerPlaces());
  }

  /**
   * @param exchanges the values of each exchange
   * @param issuers the places that tokens are kept from
   * @throws IllegalArgumentException when values contradict each other
   */
  public static RelayPolicy of(Values values, List<Values> exchanges, IssuerPlaces issuers) {
    RelayPolicy policy = new RelayPolicy(values, exchanges, issuers);
    if (policy.existing == Existing.ALTERNATE_HEADER
        && policy.header.equalsIgnoreCase(AUTHORIZATION)) {
      throw new IllegalArgumentException(
          "'alternate-header' needs a header other than Authorization to write to");
    }
    return policy;
  }

  /** Whether the hop's destination gets the transaction token instead of the caller's. */
  boolean replacesCallersToken(Hop hop) {
    return transactions != null && destinations.isOn(transactions.replaces, hop);
  }

  public DestinationPolicy destinations() {
    return destinations;
  }
}
