package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Source;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import org.junit.jupiter.api.Test;

class IssuersTest {
  private static final String UNUSED = "is not used, none of its tokens is relayed";

  @Test
  void oneIssuerNeedsOneProperty() {
    Config config = Given.property("tokenrelay.issuer", "https://idp.example/x").config();

    assertThat(config.problems()).isEmpty();
    Issuer issuer = only(config);
    assertThat(issuer.name()).isEqualTo("default");
    assertThat(issuer.uri()).isEqualTo("https://idp.example/x");
    assertThat(issuer.values().list(IssuerProperties.AUDIENCES)).isEmpty();
  }

  @Test
  void theShortNamesAreAboutTheOneIssuer() {
    Config config =
        Given.property("tokenrelay.issuer", "https://idp.example/x")
            .andProperty("tokenrelay.jwks-uri", "https://keys.example/set")
            .andProperty("tokenrelay.audiences", "orders, pricing,,")
            .andEnvironment("TOKENRELAY_ALGORITHMS", "ES256,RS256")
            .config();

    assertThat(config.problems()).isEmpty();
    Issuer issuer = only(config);
    assertThat(issuer.values().get(IssuerProperties.JWKS_URI))
        .hasToString("https://keys.example/set");
    assertThat(issuer.values().list(IssuerProperties.AUDIENCES))
        .containsExactly("orders", "pricing");
    assertThat(issuer.values().list(IssuerProperties.ALGORITHMS)).containsExactly("ES256", "RS256");
    assertThat(issuer.values().source(IssuerProperties.ALGORITHMS)).isEqualTo(Source.ENVIRONMENT);
  }

  @Test
  void severalIssuersEachHaveTheirOwn() {
    Config config =
        Given.property("tokenrelay.issuers", "staff,partners")
            .andProperty("tokenrelay.issuer.staff.uri", "https://idp.example/staff")
            .andProperty("tokenrelay.issuer.staff.audiences", "orders")
            .andEnvironment("TOKENRELAY_ISSUER_PARTNERS_URI", "urn:partners")
            .andEnvironment("TOKENRELAY_ISSUER_PARTNERS_JWKS_FILE", "/keys.json")
            .config();

    assertThat(config.problems()).isEmpty();
    assertThat(config.issuers()).extracting(Issuer::name).containsExactly("staff", "partners");
    assertThat(config.issuers().get(1).values().get(IssuerProperties.JWKS_FILE))
        .isEqualTo("/keys.json");
    assertThat(config.issuers().get(1).values().list(IssuerProperties.AUDIENCES)).isEmpty();
  }

  @Test
  void theShortFormStandsBesideTheList() {
    Config config =
        Given.property("tokenrelay.issuers", "staff")
            .andProperty("tokenrelay.issuer.staff.uri", "https://idp.example/staff")
            .andProperty("tokenrelay.issuer", "https://idp.example/x")
            .config();

    assertThat(config.issuers()).extracting(Issuer::name).containsExactly("staff", "default");
  }

  @Test
  void theLongNameOfTheDefaultIssuerWinsOverItsShortOne() {
    Config config =
        Given.property("tokenrelay.issuer", "https://short.example")
            .andProperty("tokenrelay.issuer.default.uri", "https://long.example")
            .config();

    assertThat(only(config).uri()).isEqualTo("https://long.example");
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void anIssuerWithoutUriIsNotUsed() {
    assertUnused(
        Given.property("tokenrelay.issuers", "staff"),
        "tokenrelay.issuer.staff.uri is not set; issuer staff " + UNUSED);
  }

  @Test
  void anIssuerWithAWrongAlgorithmIsNotUsedRatherThanUsedWithAll() {
    assertUnused(
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.algorithms", "RS256,none"),
        "tokenrelay.algorithms=RS256,none is not a list of RS256, RS384, RS512, PS256, PS384,"
            + " PS512, ES256, ES384, ES512, EdDSA, Ed25519, HS256, HS384, HS512 (wrong: 'none'); issuer"
            + " default "
            + UNUSED);
  }

  @Test
  void anIssuerWithTwoSourcesOfKeysIsNotUsed() {
    assertUnused(
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.jwks-uri", "https://keys.example")
            .andProperty("tokenrelay.secret-file", "/secret"),
        "issuer default has more than one source of keys (jwks-uri, secret-file); issuer default "
            + UNUSED);
  }

  @Test
  void anIssuerThatIsNoUrlNeedsASourceOfKeys() {
    assertUnused(
        Given.property("tokenrelay.issuer", "accounts"),
        "issuer default is no http or https URL, so its keys cannot be discovered: set"
            + " tokenrelay.jwks-uri; issuer default "
            + UNUSED);
  }

  @Test
  void anIssuerWithAWrongUrlForItsKeysIsNotUsed() {
    assertUnused(
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.jwks-uri", "file:///keys.json"),
        "tokenrelay.jwks-uri=file:///keys.json is not an absolute http or https URL; issuer"
            + " default "
            + UNUSED);
  }

  @Test
  void oneWrongIssuerLeavesTheOthers() {
    Config config =
        Given.property("tokenrelay.issuers", "staff,partners")
            .andProperty("tokenrelay.issuer.staff.uri", "https://idp.example/staff")
            .config();

    assertThat(only(config).name()).isEqualTo("staff");
    assertThat(config.problems()).hasSize(1);
  }

  @Test
  void namesOfIssuersArePartsOfNames() {
    assertUnused(
        Given.property("tokenrelay.issuers", "a.b"),
        "tokenrelay.issuers=a.b is not a list of names of letters, digits, - and _; the"
            + " property is ignored");
  }

  @Test
  void saysThatAShortNameWithoutTheIssuerIsNotUsed() {
    assertUnused(
        Given.nothing().andEnvironment("TOKENRELAY_AUDIENCES", "orders"),
        "TOKENRELAY_AUDIENCES=orders is not used: it is about the issuer that tokenrelay.issuer"
            + " names, and that is not set");
  }

  @Test
  void saysThatAnIssuerIsNotListed() {
    assertUnused(
        Given.property("tokenrelay.issuer.staff.jwks-uri", "https://keys.example"),
        "tokenrelay.issuer.staff.jwks-uri is not used: tokenrelay.issuers does not name staff");
    assertUnused(
        Given.nothing().andEnvironment("TOKENRELAY_ISSUER_STAFF_JWKS_URI", "https://keys.example"),
        "TOKENRELAY_ISSUER_STAFF_JWKS_URI is not used: TOKENRELAY_ISSUERS does not name STAFF");
  }

  @Test
  void saysThatAnAccessRuleIsNotListed() {
    assertUnused(
        Given.property("tokenrelay.enforce.rule.admin.required-scopes", "admin"),
        "tokenrelay.enforce.rule.admin.required-scopes is not used: tokenrelay.enforce.rules does"
            + " not name admin");
  }

  private static void assertUnused(Given given, String problem) {
    Config config = given.config();
    assertThat(config.issuers()).isEmpty();
    assertThat(config.problems()).containsExactly(problem);
  }

  private static Issuer only(Config config) {
    assertThat(config.issuers()).hasSize(1);
    return config.issuers().get(0);
  }
}
