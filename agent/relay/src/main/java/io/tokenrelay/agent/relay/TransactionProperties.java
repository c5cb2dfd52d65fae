package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.destination.DestinationList;
import io.tokenrelay.agent.relay.peer.PeerNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The properties of transaction tokens. */
public final class TransactionProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Boolean> ENABLED =
      TABLE
          .property("txn-token.enabled", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Verify the transaction token that comes beside a caller's token, and relay it as it"
                  + " is inside the boundary (see [transaction tokens](transaction-tokens.md)).");

  public static final Property<String> TRUST_DOMAIN =
      TABLE
          .property("txn-token.trust-domain", Type.text("a name"))
          .means("The trust domain: the only accepted `aud` of a transaction token.");

  public static final Property<String> HEADER =
      TABLE
          .property("txn-token.header", new HeaderWords.Header())
          .byDefault("Txn-Token")
          .means("The header that holds it, here and on every call.");

  public static final Property<URI> JWKS_URI =
      TABLE
          .property("txn-token.jwks-uri", Type.httpUri())
          .means(
              "Where the keys are fetched that transaction tokens are verified with: a token"
                  + " service, or `/jwks` of the services that mint.");

  public static final Property<String> JWKS_FILE =
      TABLE
          .property("txn-token.jwks-file", Type.text("a path"))
          .means("A file with those keys, read again when it changes.");

  public static final Property<Duration> MAX_LIFETIME =
      TABLE
          .property("txn-token.max-lifetime", Type.duration("1s", "24h"))
          .byDefault("10m")
          .means("A transaction token that lives longer, from `iat` to `exp`, is invalid.");

  public static final Property<TransactionPolicy.Accept> ACCEPT =
      TABLE
          .property("txn-token.accept", Type.oneOf(TransactionPolicy.Accept.class))
          .byDefault("beside")
          .means(
              "`beside`: it never says who the caller is, it only travels beside the caller's"
                  + " token. `instead`: where a request brings no other token, it says so, if it"
                  + " comes from one of `tokenrelay.txn-token.peers`.");

  public static final Property<PeerNames> PEERS =
      TABLE
          .property("txn-token.peers", PeerNames.list())
          .byDefault("")
          .means(
              "Whose transaction tokens say who the caller is, by the client certificate that this"
                  + " server has verified on the connection: `spiffe://domain/path`,"
                  + " `spiffe://domain/*`, or a DNS name. `loopback` admits a sidecar, and"
                  + " everything else on this machine.");

  public static final Property<TransactionPolicy.Source> SOURCE =
      TABLE
          .property("txn-token.source", Type.oneOf(TransactionPolicy.Source.class))
          .byDefault("none")
          .means(
              "Where a transaction token comes from if a request brings none: `none`, or `mint`:"
                  + " this service signs one for the caller's verified token.");

  public static final Property<String> SIGNING_KEY_FILE =
      TABLE
          .property("txn-token.signing-key-file", Type.text("a path"))
          .means(
              "A PEM file with the private keys for `mint` (PKCS #8; RSA of at least 2048 bits, or"
                  + " EC), read again when it changes. The first key signs; `/jwks` on the status"
                  + " port publishes all.");

  public static final Property<String> WORKLOAD =
      TABLE
          .property("txn-token.workload", Type.text("a name"))
          .means("The name of this service in claim `req_wl`. Not set: the trust domain.");

  public static final Property<Duration> LIFETIME =
      TABLE
          .property("txn-token.lifetime", Type.duration("10s", "1h"))
          .byDefault("5m")
          .means("How long a minted token is valid; never longer than the caller's token.");

  public static final Property<Duration> REUSE =
      TABLE
          .property("txn-token.reuse", Type.duration("0s", "30m"))
          .byDefault("2m")
          .means(
              "How long requests with the same caller's token share a minted token, so that caches"
                  + " behind this service know it; `0s`: one for each request.");

  public static final Property<List<String>> CLAIMS =
      TABLE
          .property("txn-token.claims", new ClaimPointers())
          .byDefault("")
          .means(
              "Claims of the caller's token that a minted one holds in `tctx`: names, or JSON"
                  + " pointers such as `/realm_access/roles`.");

  public static final Property<DestinationList> REPLACES =
      TABLE
          .property("txn-token.replaces", DestinationList.type())
          .byDefault("")
          .means(
              "The destinations that get the transaction token instead of the caller's, as in"
                  + " `tokenrelay.propagation.allow`.");

  private TransactionProperties() {}

  /** Whether they are on, and can be: a contradiction leaves them off. */
  public static boolean areOn(Values values) {
    return values.get(ENABLED)
        && values.find(TRUST_DOMAIN) != null
        && !values.get(HEADER).equalsIgnoreCase(values.get(RelayProperties.HEADER))
        && !values.get(HEADER).equalsIgnoreCase(RelayPolicy.AUTHORIZATION);
  }

  /** All of them. */
  public static Table table() {
    return TABLE;
  }

  /** The type of {@link #CLAIMS}. */
  static final class ClaimPointers extends ListType<List<String>> {
    ClaimPointers() {
      super("a list of claims such as name or /object/name");
    }

    @Override
    protected List<String> of(List<String> elements) {
      for (String element : elements) {
        if (element.endsWith("/") || element.contains("//") || element.contains("~")) {
          throw new IllegalArgumentException("'" + element + "' is not a claim");
        }
      }
      return elements;
    }
  }
}
