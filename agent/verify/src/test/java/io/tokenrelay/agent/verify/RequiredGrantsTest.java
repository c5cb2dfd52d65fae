package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static io.tokenrelay.agent.verify.Verifiers.file;
import static io.tokenrelay.agent.verify.Verifiers.issuer;
import static io.tokenrelay.agent.verify.Verifiers.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an issuer's authentic tokens must say; anything less is answered 403, not 401. */
class RequiredGrantsTest {
  private static final Signer SIGNER = Signer.rsa("r");

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tenant               | 'tenant':'acme'                       | true",
        "tenant               | 'tenant':null                         | false",
        "tenant               | 'x':1                                 | false",
        "tenant               | 'tenant':{'a':1}                      | true",
        "tenant=acme          | 'tenant':'acme'                       | true",
        "tenant=acme          | 'tenant':'acme2'                      | false",
        "tenant=acme          | 'tenant':['x','acme']                 | true",
        "tenant=acme          | 'tenant':{'acme':1}                   | false",
        "level=3              | 'level':3                             | true",
        "vip=true             | 'vip':true                            | true",
        "/realm/roles=admin   | 'realm':{'roles':['user','admin']}    | true",
        "/realm/roles=admin   | 'realm':{'roles':['user']}            | false",
        "/realm/roles=admin   | 'realm':{'roles':'admin'}             | true",
        "/realm/roles=admin   | 'realm':['roles','admin']             | false",
        "/realm/roles=admin   | 'realm':'roles=admin'                 | false",
        "/realm/roles=admin   | 'realm':{'x':{'roles':['admin']}}     | false",
        "/realm/roles=admin   | 'realm':{'roles':'x','roles':'admin'} | false",
        "/a/b/c=d             | 'a':{'b':{'c':'d'}}                   | true",
        "/a/b/c=d             | 'a':{'b':'c'}                         | false",
      })
  void looksForAClaimWhereItIsToBe(String required, String json, boolean there) {
    String token = SIGNER.token("RS256", claims(json.replace('\'', '"')));
    try (CachingTokenVerifier verifier =
        verifier(
            issuer(keys()).requiredClaims(Collections.singletonList(required)).build(),
            new Counters())) {
      Verdict verdict = verifier.verify(token, UNLIMITED);
      assertThat(verdict.reason()).isEqualTo(there ? null : Reason.CLAIM_MISSING);
    }
  }

  @Test
  void namesTheScopesThatWouldBeNeeded() {
    String token = SIGNER.token("RS256", claims("\"scope\":\"read\""));
    try (CachingTokenVerifier verifier =
        verifier(
            issuer(keys()).requiredScopes(Arrays.asList("read", "write")).build(),
            new Counters())) {
      for (int time = 1; time <= 2; time++) { // judged, and remembered
        Verdict verdict = verifier.verify(token, UNLIMITED);
        assertThat(verdict.reason()).isEqualTo(Reason.SCOPE);
        assertThat(verdict.scopes()).containsExactly("read", "write");
      }
    }
  }

  private TestKeys keys() {
    return TestKeys.jwksFile(file(directory, "jwks.json", Signer.jwks(SIGNER)).toString());
  }
}
