package io.tokenrelay.agent.verify.txn;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.revocation.RevocationProperties;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.Collections;

/**
 * Transaction tokens as the tokens of one more issuer: of the trust domain, short-lived, verified
 * by their signature alone.
 */
final class TransactionSettings {
  private TransactionSettings() {}

  /**
   * @param values of the agent
   */
  static VerifierSettings of(Values values) {
    Values theirs =
        values
            .with(
                VerificationProperties.MAX_LIFETIME, values.get(TransactionProperties.MAX_LIFETIME))
            .with(VerificationProperties.MAX_LIFETIME_ACTION, "reject")
            .with(VerificationProperties.VERIFICATION, "signature")
            .with(RevocationProperties.REVOCATION, "none");
    return new VerifierSettings(
        theirs, Collections.singletonList(IssuerSettings.ofTransactions(values)));
  }
}
