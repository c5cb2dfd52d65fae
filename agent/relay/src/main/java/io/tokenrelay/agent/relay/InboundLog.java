package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.OncePerMinute;
import io.tokenrelay.agent.relay.token.SubjectDigest;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what became of each request, for debugging, and errors of ours once a minute. Never logs
 * anything of a token but its issuer and a digest of its subject; what to change is in {@link
 * TokenWarnings}.
 */
final class InboundLog {
  /** Logs in the use case's name. */
  private static final Logger LOG = LoggerFactory.getLogger(InboundRelay.class);

  private final OncePerMinute failure = new OncePerMinute();

  /** Never affects the decision, even if logging fails. */
  void received(ServerRequest request, String verdict) {
    if (LOG.isDebugEnabled()) {
      try {
        LOG.debug("received {}: {}", request.method(), verdict);
      } catch (RuntimeException | Error notLogged) {
        // only the log line is lost
      }
    }
  }

  /** Never affects the decision, even if logging fails. */
  void received(ServerRequest request, Token token, InboundPolicy policy) {
    if (LOG.isDebugEnabled()) {
      try {
        String subject = policy.logsIdentity ? token.subject() : null;
        String digest = SubjectDigest.brief(token.issuer(), subject);
        LOG.debug(
            "received {}: VALID, issuer {}, subject {}", request.method(), token.issuer(), digest);
      } catch (RuntimeException | Error notLogged) {
        // only the log line is lost
      }
    }
  }

  /** May throw: the caller has decided before. */
  void failed(Throwable thrown, boolean observes, long now) {
    if (failure.passes(now)) {
      LOG.warn(
          observes
              ? "a request is served without its token after an error: {}"
              : "a request is answered 503 after an error: {}",
          Trace.of(thrown));
    }
  }
}
