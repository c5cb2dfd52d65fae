package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/**
 * The reasons to keep a credential from a hop, in the order in which they are asked: first what the
 * snapshot alone says, and costs next to nothing; then what the message says; then the destination;
 * then what only counts where the credential would go out; and the application's own code last. The
 * first that is shut counts its event, and says what there is to say; nothing behind it is asked.
 *
 * <p>A gate knows nothing of the hops before: constants, so that passing them allocates nothing.
 */
enum Gate {
  /** It has expired. */
  EXPIRED(Event.SKIPPED_EXPIRED) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      boolean open = credential.token(of).expiresAt() - now > 0 || passage.policy.sendsExpired;
      return open ? header : shut(passage);
    }
  },

  /** Its request is over, for longer than the policy allows. */
  DETACHED(Event.SKIPPED_DETACHED) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (of.isAlive(passage.policy, now)) {
        return header;
      }
      shut(passage);
      if (passage.policy.detached == RelayPolicy.Detached.UNTIL_EXPIRY) {
        Ownership.outlived();
      }
      return null;
    }
  },

  /**
   * The tripwire: a call of one request, made on a thread that serves another without being lent to
   * a task of the first. No carrier of ours does that; an application that keeps a call object from
   * one request to the next does.
   */
  WRONG_REQUEST(Event.SKIPPED_WRONG_REQUEST) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (!passage.policy.hasTripwire || !isOfAnotherRequest(of)) {
        return header;
      }
      shut(passage);
      passage.log.wrongRequest(hop, passage.policy, now);
      return null;
    }
  },

  /** The application has put a header of its own. */
  PRESENT(Event.SKIPPED_PRESENT) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      String free = credential.header(hop, passage.policy);
      return free == null ? shut(passage) : free;
    }
  },

  /** The destination may not have it. */
  DESTINATION(Event.SKIPPED_DESTINATION) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      Token token = credential.token(of);
      Decision decision = passage.policy.destinations().decide(token, hop);
      if (decision.isAllowed()) {
        return header;
      }
      shut(passage);
      passage.log.destination(decision, token, hop, passage.policy);
      return null;
    }
  },

  /** It would expire on the way. */
  NEAR_EXPIRY(Event.SKIPPED_EXPIRED) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (credential.token(of).expiresAt() - now >= passage.policy.minRemainingMillis) {
        return header;
      }
      passage.counters.count(Event.TOKEN_NEAR_EXPIRY);
      return passage.policy.skipsNearExpiry ? shut(passage) : header;
    }
  },

  /** Its header would be too long for many servers. */
  OVERSIZE(Event.SKIPPED_OVERSIZE) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      int length = credential.headerValue(of).length();
      if (length <= passage.policy.maxHeaderBytes) {
        return header;
      }
      boolean skips = passage.policy.skipsOversize;
      if (skips) {
        shut(passage);
      } else {
        passage.counters.count(Event.HEADER_OVERSIZE);
      }
      passage.log.oversize(length, passage.policy, now);
      return skips ? null : header;
    }
  },

  /** The client has credentials of its own for the target, and speaks for itself. */
  OWN_CREDENTIALS(Event.SKIPPED_PRESENT) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (!credential.isInTheWay(header, hop, passage.policy) || !hasCredentials(hop)) {
        return header;
      }
      String beside = credential.headerBeside(hop, passage.policy);
      if (beside == null) {
        shut(passage);
        if (!hop.isGrpc()) { // where nothing takes their place
          passage.log.ownCredentials(hop, passage.policy);
        }
      }
      return beside;
    }
  },

  /** Everything is decided and counted, and nothing written. */
  DRY_RUN(Event.RELAY_DRY_RUN) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      return passage.policy.isDryRun ? shut(passage) : header;
    }
  };

  private final Event event;

  Gate(Event event) {
    this.event = event;
  }

  /**
   * Lets a credential pass or not.
   *
   * @param header the header that it would be written to
   * @return the header to write it to, mostly the same; null when this gate is shut
   */
  abstract @Nullable String pass(
      String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now);

  /** Counts, and answers what a shut gate answers. */
  final @Nullable String shut(Passage passage) {
    passage.counters.count(event);
    return null;
  }

  private static boolean isOfAnotherRequest(Snapshot snapshot) {
    Object serving = Carrier.soleExchange();
    return serving != null
        && !(serving instanceof ReceivedExchange && ((ReceivedExchange) serving).owns(snapshot));
  }

  /**
   * Asks with nothing on the thread: what the application's code does to find its credentials is
   * the application's, not the user's, and a call that it makes by the same client asks nothing.
   */
  private static boolean hasCredentials(Hop hop) {
    Object mine = Carrier.snapshot();
    if (mine != null) {
      Carrier.swap(null);
    }
    try {
      return hop.hasCredentials();
    } catch (RuntimeException unknown) { // the application's; its client would have asked as well
      return true;
    } finally {
      if (mine != null) {
        Carrier.swap(mine);
      }
    }
  }
}
