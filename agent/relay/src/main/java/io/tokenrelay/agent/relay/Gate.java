package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The reasons to withhold a credential from a hop, in the order in which they are checked: first
 * what the snapshot alone decides, at almost no cost; then the message; then the destination; then
 * what matters only if the credential would go out; and last what calls the application's own code.
 * The first closed gate counts its event and logs what there is to log; those behind it are not
 * checked.
 *
 * <p>A gate keeps no state between hops: they are constants, so that passing them allocates
 * nothing.
 */
enum Gate {
  /** It has expired. */
  EXPIRED(Event.SKIPPED_EXPIRED, RelayProperties.EXPIRED + "=send") {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      boolean open = credential.token(of).expiresAt() - now > 0 || passage.policy.sendsExpired;
      return open ? header : shut(passage, hop);
    }
  },

  /** Its request has been over for longer than the policy allows. */
  DETACHED(Event.SKIPPED_DETACHED, "a longer " + RelayProperties.DETACHED_MAX) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (of.isAlive(passage.policy, now)) {
        return header;
      }
      shut(passage, hop);
      if (passage.policy.detached == RelayPolicy.Detached.UNTIL_EXPIRY) {
        Ownership.outlived();
      }
      return null;
    }
  },

  /**
   * The tripwire: a call created for one request is made on a thread that serves another, and not
   * by a task of the first. The agent's carriers never cause that; an application that keeps a call
   * object from one request to the next does.
   */
  WRONG_REQUEST(Event.SKIPPED_WRONG_REQUEST, null) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (!passage.policy.hasTripwire || !of.isOfAnotherRequest()) {
        return header;
      }
      shut(passage, hop);
      passage.log.wrongRequest(hop, passage.policy, now);
      return null;
    }
  },

  /** The application has set the header itself. */
  PRESENT(Event.SKIPPED_PRESENT, OutboundLog.REPLACE) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      String free = credential.header(hop, passage.policy);
      return free == null ? shut(passage, hop) : free;
    }
  },

  /** The destination may not have it. */
  DESTINATION(Event.SKIPPED_DESTINATION, null) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      Decision decision = credential.decide(of, hop, passage.policy);
      if (decision.isAllowed()) {
        return header;
      }
      passage.refused(decision, credential.judged(of), hop);
      return null;
    }
  },

  /** The destination is outside the boundary, where no transaction token goes. */
  BOUNDARY(Event.TXN_SKIPPED, null) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      return passage.policy.destinations().isInside(hop) ? header : shut(passage, hop);
    }
  },

  /** It must be made first, and that cannot be done now. */
  READY(Event.TXN_UNREADY, null) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      return credential.isReady(of, hop, now) ? header : shut(passage, hop);
    }
  },

  /** It is about to expire. */
  NEAR_EXPIRY(Event.SKIPPED_EXPIRED, RelayProperties.MIN_REMAINING_ACTION + "=relay") {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (credential.token(of).expiresAt() - now >= passage.policy.minRemainingMillis) {
        return header;
      }
      passage.counters.count(Event.TOKEN_NEAR_EXPIRY);
      return passage.policy.skipsNearExpiry ? shut(passage, hop) : header;
    }
  },

  /** Its header would be too long for many servers. */
  OVERSIZE(Event.SKIPPED_OVERSIZE, RelayProperties.OVERSIZE_ACTION + "=relay") {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      return isOversize(credential.headerValue(of), passage, hop, now) ? null : header;
    }
  },

  /** The client has credentials of its own for the target. */
  OWN_CREDENTIALS(Event.SKIPPED_PRESENT, null) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (!credential.isInTheWay(header, hop, passage.policy) || !hasCredentials(hop)) {
        return header;
      }
      String beside = credential.headerBeside(hop, passage.policy);
      if (beside == null) {
        Entry entry = passage.skipped(Event.SKIPPED_PRESENT, hop, word());
        if (entry != null && !hop.isGrpc()) { // no property would replace those
          passage.log.ownCredentials(entry);
        }
      }
      return beside;
    }
  },

  /** Everything is decided and counted, but nothing is written. */
  DRY_RUN(Event.RELAY_DRY_RUN, null) {
    @Override
    @Nullable String pass(
        String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now) {
      if (!passage.policy.isDryRun) {
        return header;
      }
      passage.rehearsed(hop);
      return null;
    }
  };

  /** Those of the caller's token. */
  static final Gate[] OF_CALLERS_TOKEN = {
    EXPIRED,
    DETACHED,
    WRONG_REQUEST,
    PRESENT,
    DESTINATION,
    NEAR_EXPIRY,
    OVERSIZE,
    OWN_CREDENTIALS,
    DRY_RUN
  };

  /** Those of a transaction token: it is made only for a hop that may have it. */
  static final Gate[] OF_TRANSACTION_TOKEN = {
    DETACHED, WRONG_REQUEST, PRESENT, DESTINATION, BOUNDARY, READY, EXPIRED, OVERSIZE, DRY_RUN
  };

  /**
   * Those that come before an exchange is asked for; what is exchanged lasts long enough, and its
   * length is looked at when it is known.
   */
  static final Gate[] BEFORE_AN_EXCHANGE = {
    EXPIRED, DETACHED, WRONG_REQUEST, PRESENT, DESTINATION, OWN_CREDENTIALS, DRY_RUN
  };

  private final Event event;
  private final String word = name().toLowerCase(Locale.ROOT);
  private final @Nullable String remedy;

  /**
   * @param remedy the setting that would open it for all calls; null if there is none
   */
  Gate(Event event, @Nullable String remedy) {
    this.event = event;
    this.remedy = remedy;
  }

  /** {@code near_expiry}; the reason in logs and metrics. */
  final String word() {
    return word;
  }

  /**
   * Decides whether a credential may pass.
   *
   * @param header the header to which it would be written
   * @return the header to write it to, usually the same; null when this gate is closed
   */
  abstract @Nullable String pass(
      String header, Passage passage, Credential credential, Snapshot of, Hop hop, long now);

  /** Counts it as skipped, and returns null. */
  final @Nullable String shut(Passage passage, Hop hop) {
    Entry entry = passage.skipped(event, hop, word);
    if (remedy != null && entry != null && !entry.isExplained()) {
      entry.explain(remedy);
    }
    return null;
  }

  /** Whether a value is withheld since it is too long; counts and logs one that is too long. */
  static boolean isOversize(String value, Passage passage, Hop hop, long now) {
    int length = value.length();
    if (length <= passage.policy.maxHeaderBytes) {
      return false;
    }
    boolean skips = passage.policy.skipsOversize;
    if (skips) {
      OVERSIZE.shut(passage, hop);
    } else {
      passage.counters.count(Event.HEADER_OVERSIZE);
    }
    passage.log.oversize(length, passage.policy, now);
    return skips;
  }

  /**
   * Asks with no snapshot on the thread: finding credentials is the application's work, not the
   * user's, and calls that it makes for this by the same client are not asked again.
   */
  static boolean hasCredentials(Hop hop) {
    Object mine = Carrier.snapshot();
    if (mine != null) {
      Carrier.swap(null);
    }
    try {
      return hop.hasCredentials();
    } catch (
        RuntimeException
            unknown) { // thrown by the application's code, which its client would call too
      return true;
    } finally {
      if (mine != null) {
        Carrier.swap(mine);
      }
    }
  }
}
