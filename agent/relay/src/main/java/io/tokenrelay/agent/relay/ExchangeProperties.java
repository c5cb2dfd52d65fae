package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.relay.destination.DestinationList;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The properties of exchanges: what calls get instead of their caller's token. */
public final class ExchangeProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<List<String>> EXCHANGES =
      TABLE
          .property("exchanges", ListType.names())
          .byDefault("")
          .means(
              "The names of the exchanges: where the caller's token is exchanged for one that is"
                  + " meant for the destination ([exchange](exchange.md)). The first that matches"
                  + " counts.");

  private static final Table EACH = new Table(Scope.of("exchange").listedBy(EXCHANGES));

  public static final Property<Integer> MAX_ENTRIES =
      TABLE
          .property("exchange.cache.max-entries", Type.number(1, 10_000_000))
          .byDefault("10000")
          .means("How many exchanged tokens each exchange keeps.");

  public static final Property<Duration> EARLY_REFRESH =
      TABLE
          .property("exchange.early-refresh", Type.duration("0s", "1h"))
          .byDefault("30s")
          .means(
              "An exchanged token that is used so shortly before its last use is renewed in the"
                  + " background; `0s`: never.");

  public static final Property<Integer> MAX_CONCURRENT =
      TABLE
          .property("exchange.max-concurrent", Type.number(1, 256))
          .byDefault("16")
          .means("How many tokens each exchange requests at the same time; more wait.");

  public static final Property<DestinationList> MATCH =
      EACH.property("match", DestinationList.type())
          .byDefault("")
          .whenRefused("nothing is exchanged until this is fixed")
          .means(
              "The destinations that get the exchanged token, as in `tokenrelay.propagation.allow`:"
                  + " that list is not needed for them, and guards and `propagation.deny` hold.");

  public static final Property<URI> ENDPOINT =
      EACH.property("endpoint", Type.httpUri())
          .means(
              "The token endpoint. Not set: the one that OpenID discovery names for the issuer of"
                  + " the caller's token.");

  public static final Property<String> CLIENT_ID =
      EACH.property("client-id", Type.text("a client id"))
          .means("The client that this service is at the token endpoint; required.");

  public static final Property<String> CLIENT_SECRET_FILE =
      EACH.property("client-secret-file", Type.text("a path"))
          .means("A file with that client's secret, read each time.");

  public static final Property<String> CLIENT_KEY_FILE =
      EACH.property("client-key-file", Type.text("a path"))
          .means(
              "A file with that client's private key (PEM, PKCS #8), read each time, instead of a"
                  + " secret: `private_key_jwt` (RFC 7523).");

  public static final Property<List<String>> AUDIENCE =
      EACH.property("audience", ListType.list("a list of audiences"))
          .byDefault("")
          .means("For whom the token is to be: parameter `audience`, once for each.");

  public static final Property<List<String>> SCOPE =
      EACH.property("scope", ListType.list("a list of scopes"))
          .byDefault("")
          .means("What the token is to grant: parameter `scope`.");

  public static final Property<String> ISSUER =
      EACH.property("issuer", Type.text("the exact `iss` of an issuer"))
          .means(
              "The exact `iss` of exchanged tokens, one of the configured issuers. Not set: the"
                  + " issuer of the caller's token.");

  public static final Property<String> GRANT =
      EACH.property("grant", Type.oneOf("token-exchange", "jwt-bearer"))
          .byDefault("token-exchange")
          .means("How it is requested: `token-exchange` (RFC 8693) or `jwt-bearer` (RFC 7523).");

  public static final Property<ExchangePolicy.OnFailure> ON_FAILURE =
      EACH.property("on-failure", Type.oneOf(ExchangePolicy.OnFailure.class))
          .byDefault("none")
          .means(
              "What a call gets when there is no exchanged token: no token at all, or the caller's,"
                  + " if it may have that.");

  public static final Property<Duration> TIMEOUT =
      EACH.property("timeout", Type.duration("1ms", "30s"))
          .byDefault("2s")
          .means("How long a call waits for the exchange; calls of event loops never wait.");

  private ExchangeProperties() {}

  /** All of the agent as a whole. */
  public static Table table() {
    return TABLE;
  }

  /** The properties of each exchange. */
  public static Table each() {
    return EACH;
  }
}
