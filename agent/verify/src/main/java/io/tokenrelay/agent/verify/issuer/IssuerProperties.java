package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.relay.access.RequiredClaim;
import io.tokenrelay.agent.relay.access.Scopes;
import java.util.List;

/** The properties of issuers: their list, and for each the table of {@link IssuerSettings}. */
public final class IssuerProperties {
  /** The issuer that {@code tokenrelay.issuer} and the other short names set. */
  public static final String DEFAULT_NAME = "default";

  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<List<String>> ISSUERS =
      TABLE
          .property("issuers", ListType.names())
          .byDefault("")
          .means(
              "The names of the issuers whose tokens are accepted, if there are several. For a"
                  + " single one, `tokenrelay.issuer` is enough; set in addition to this list, it"
                  + " is one more issuer, named `default`.");

  private static final Table EACH =
      new Table(Scope.of("issuer").listedBy(ISSUERS).shortFor(DEFAULT_NAME));

  public static final Property<String> URI =
      EACH.property("uri", Type.text("a text"))
          .inShort("issuer")
          .means(
              "The issuer: the exact claim `iss` of its tokens. If no other source of keys is"
                  + " given, they are found by OpenID discovery below this URL.");

  public static final Property<java.net.URI> JWKS_URI =
      EACH.property("jwks-uri", Type.httpUri()).means("Where the issuer's JWK Set is fetched.");

  public static final Property<String> JWKS_FILE =
      EACH.property("jwks-file", Type.text("a path"))
          .means("A file with its JWK Set, read again when it changes.");

  public static final Property<String> PUBLIC_KEY_FILE =
      EACH.property("public-key-file", Type.text("a path"))
          .means("A PEM file with its public keys or certificates.");

  public static final Property<String> SECRET_FILE =
      EACH.property("secret-file", Type.text("a path"))
          .means(
              "A file with the secret shared with it. Allows HS256, HS384 and HS512, "
                  + "and nothing else.");

  public static final Property<List<String>> ALGORITHMS =
      EACH.property(
              "algorithms",
              ListType.listOf(
                  "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                  "EdDSA", "Ed25519", "HS256", "HS384", "HS512"))
          .means(
              "The algorithms that its tokens may be signed with. Not set: all that suit its kind"
                  + " of key.");

  public static final Property<List<String>> AUDIENCES =
      EACH.property("audiences", ListType.list("a list of audiences"))
          .means(
              "The names of this service: one of them must be in claim `aud`. Not set: "
                  + "`aud` is not checked, and a WARN says so.");

  public static final Property<List<String>> TYP =
      EACH.property("typ", ListType.list("a list of types"))
          .means(
              "The accepted values of header `typ`. Not set, and `any`: none, `JWT` and `at+jwt`."
                  + " `at+jwt` alone is RFC 9068. If you set a list, anything that looks like an"
                  + " ID token or a security event is refused, whatever its `typ`; proofs, logout"
                  + " tokens and status lists always are.");

  public static final Property<List<RequiredClaim>> REQUIRED_CLAIMS =
      EACH.property(
              "required-claims",
              new RequiredClaim.OfProperty()
                  .orNotAllowed("a list of claims such as name, name=value or /object/name=value"))
          .means(
              "Claims that must be present besides `exp`: `name`, `name=value` (the value, or a"
                  + " list that contains it), or `/object/name=value` for a claim within an"
                  + " object.");

  public static final Property<List<String>> REQUIRED_SCOPES =
      EACH.property(
              "required-scopes",
              new Scopes.OfProperty()
                  .orNotAllowed("a list of scopes, without spaces, quotes and backslashes"))
          .means("Scopes that must all be granted.");

  public static final Property<java.net.URI> INTROSPECTION_URI =
      EACH.property("introspection-uri", Type.httpUri())
          .means(
              "Its introspection endpoint (RFC 7662). Not set: the one that OpenID "
                  + "discovery names.");

  public static final Property<String> INTROSPECTION_CLIENT_ID =
      EACH.property("introspection-client-id", Type.text("a client id"))
          .means(
              "The client id that the agent uses there. Only issuers with this or"
                  + " `introspection-uri` are asked.");

  public static final Property<String> INTROSPECTION_CLIENT_SECRET_FILE =
      EACH.property("introspection-client-secret-file", Type.text("a path"))
          .means("A file with that client's secret, read each time.");

  public static final Property<List<String>> STATUS_LISTS =
      EACH.property("status-lists", ListType.httpUris())
          .means("URL prefixes of its token status lists, besides its own origin.");

  /** The properties of each issuer. */
  public static Table each() {
    return EACH;
  }

  private IssuerProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
