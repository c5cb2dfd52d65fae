package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static io.tokenrelay.agent.verify.Verifiers.file;
import static io.tokenrelay.agent.verify.Verifiers.issuer;
import static io.tokenrelay.agent.verify.Verifiers.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.access.AccessRule;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.access.RuleProperties;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access rules change while verified tokens are remembered. */
class ChangedRulesTest {
  private static final Signer SIGNER = Signer.rsa("r");

  @TempDir Path directory;
  private final Counters counters = new Counters();
  private final String readers = SIGNER.token("RS256", claims("\"scope\":\"read\""));
  private CachingTokenVerifier verifier;

  @BeforeEach
  void serve() {
    TestKeys keys = TestKeys.jwksFile(file(directory, "jwks.json", Signer.jwks(SIGNER)).toString());
    verifier = verifier(issuer(keys).build(), counters);
  }

  @AfterEach
  void end() {
    verifier.close();
  }

  @Test
  void aRememberedTokenIsHeldToTheNewRules() {
    AccessRules before = everythingNeeds("read");
    AccessRules after = everythingNeeds("write");
    assertThat(meets(before)).isTrue();
    assertThat(meets(after)).as("yesterday's verdict").isFalse();
    assertThat(meets(after)).as("remembered anew").isFalse();
  }

  @Test
  void aRememberedTokenMeetsNewRulesThatAskForWhatItGrants() {
    assertThat(meets(everythingNeeds("write"))).isFalse();
    assertThat(meets(everythingNeeds("read"))).isTrue();
  }

  @Test
  void rulesThatComeLaterApplyToWhatWasRememberedWithoutAny() {
    assertThat(verifier.verify(readers, Requirements.NONE, UNLIMITED).token()).isNotNull();
    assertThat(meets(everythingNeeds("write"))).isFalse();
    assertThat(meets(everythingNeeds("read"))).isTrue();
  }

  @Test
  void requestsOfBothConfigurationsAreEachJudgedByTheirOwn() {
    AccessRules before = everythingNeeds("read");
    AccessRules after = everythingNeeds("write");
    for (int time = 0; time < 3; time++) {
      assertThat(meets(before)).isTrue();
      assertThat(meets(after)).isFalse();
    }
  }

  @Test
  void noSignatureIsCheckedAgainForIt() {
    assertThat(meets(everythingNeeds("read"))).isTrue();
    assertThat(meets(everythingNeeds("write"))).isFalse();
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    assertThat(verifier.remembered()).isEqualTo(1);
  }

  private boolean meets(AccessRules rules) {
    Token token = verifier.verify(readers, rules, UNLIMITED).token();
    assertThat(token).isNotNull();
    return token.grants().include(rules, 0);
  }

  private static AccessRules everythingNeeds(String scope) {
    return AccessRules.of(
        Collections.singletonList(
            AccessRule.of(
                Values.of("all").with(RuleProperties.SCOPES, Collections.singletonList(scope)))));
  }
}
