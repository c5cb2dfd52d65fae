package io.tokenrelay.agent.verify.exchange;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.token.TokenExchange;
import io.tokenrelay.agent.relay.token.TokenExchanges;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.HttpSettings;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.revocation.RevocationProperties;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All exchanges of a service. Their answers are verified as the tokens of requests are, except that
 * they are meant for others: what this service requires of its own callers' tokens does not count.
 */
public final class Exchanges implements TokenExchanges, AutoCloseable {
  private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
  private final CachingTokenVerifier verifier;

  /**
   * @param agent the values of the agent as a whole
   * @param exchanges the values of each
   * @param issuers of callers' tokens
   * @param clock milliseconds since the epoch
   */
  public Exchanges(
      Values agent,
      List<Values> exchanges,
      List<IssuerSettings> issuers,
      Counters counters,
      LongSupplier clock) {
    // of its own: these are not tokens of requests
    this.verifier =
        CachingTokenVerifier.create(settings(agent, issuers), new Counters(), new Alarms(), clock);
    for (Values values : exchanges) {
      if (values.find(ExchangeProperties.CLIENT_ID) != null) {
        HttpFetch http = new HttpFetch(http(agent, values));
        TokenService service = new TokenService(values, issuers, http);
        this.exchanges.put(
            values.name(), new Exchange(agent, values, service, verifier, counters, clock));
      }
    }
  }

  /** Half of the time for the connection, and half for the answer: a call waits for both. */
  private static HttpSettings http(Values agent, Values exchange) {
    int longestToken = agent.get(InboundProperties.MAX_TOKEN_BYTES);
    return HttpSettings.of(agent)
        .withTimeout(exchange.get(ExchangeProperties.TIMEOUT).dividedBy(2))
        .withMaxBytes(4 * longestToken + 4_096, InboundProperties.MAX_TOKEN_BYTES);
  }

  private static VerifierSettings settings(Values agent, List<IssuerSettings> issuers) {
    List<IssuerSettings> others = new ArrayList<>();
    for (IssuerSettings issuer : issuers) {
      others.add(issuer.forOthers());
    }
    Values theirs =
        agent
            .with(VerificationProperties.VERIFICATION, "signature")
            .with(RevocationProperties.REVOCATION, "none");
    return new VerifierSettings(theirs, others);
  }

  @Override
  public @Nullable TokenExchange find(String name) {
    return exchanges.get(name);
  }

  /** Fetches the keys in the background, before an answer needs them. */
  public void prefetch() {
    verifier.prefetch();
  }

  /**
   * Tries each as far as that goes without a user's token, on this thread: for the {@code check}
   * command.
   *
   * @return one line for each problem
   */
  public static List<String> check(
      Values agent, List<Values> exchanges, List<IssuerSettings> issuers) {
    if (exchanges.isEmpty()) {
      return new ArrayList<>(); // and loads nothing
    }
    List<String> problems = new ArrayList<>();
    try (Exchanges tried =
        new Exchanges(agent, exchanges, issuers, new Counters(), System::currentTimeMillis)) {
      for (Exchange exchange : tried.exchanges.values()) {
        for (IssuerSettings issuer : issuers) {
          String problem = exchange.trial(issuer.uri());
          if (problem != null && !problems.contains(problem)) {
            problems.add(problem);
          }
        }
      }
    }
    return problems;
  }

  @Override
  public void close() {
    for (Exchange exchange : exchanges.values()) {
      exchange.close();
    }
    verifier.close();
  }
}
