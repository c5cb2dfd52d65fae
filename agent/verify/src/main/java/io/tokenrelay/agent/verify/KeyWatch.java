package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyReport;
import io.tokenrelay.agent.verify.issuer.KeysNotLoadedException;
import io.tokenrelay.agent.verify.issuer.LoadedKeys;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notified, on each issuer's thread, when its keys change: logs it, prepares what the first token
 * would have to wait for, and drops what was verified with keys that are gone.
 */
final class KeyWatch implements IssuerKeys.Watcher {
  /** Logs in the verifier's name. */
  private static final Logger LOG = LoggerFactory.getLogger(CachingTokenVerifier.class);

  private final CachingTokenVerifier verifier;
  private final VerifierSettings settings;
  private final KeyReport report;
  private final AtomicBoolean providerWarned = new AtomicBoolean();

  KeyWatch(CachingTokenVerifier verifier, VerifierSettings settings, KeyReport report) {
    this.verifier = verifier;
    this.settings = settings;
    this.report = report;
  }

  @Override
  public void loaded(IssuerSettings issuer, LoadedKeys loaded) {
    report.loaded(issuer, loaded);
    TokenLookup tokens = verifier.tokens();
    loadProvider();
    tokens.start();
  }

  /** Done here because it is slow, and the keys are already in use. */
  private void loadProvider() {
    String problem = SignatureProvider.load(settings);
    if (problem != null && providerWarned.compareAndSet(false, true)) {
      LOG.warn("{}", problem);
    }
  }

  @Override
  public void failed(IssuerSettings issuer, KeysNotLoadedException problem, boolean stale) {
    report.failed(issuer, problem, stale);
  }

  @Override
  public void withdrawn() {
    TokenLookup tokens = verifier.tokensIfAny();
    if (tokens != null) {
      tokens.forgetWithdrawn();
    }
  }
}
