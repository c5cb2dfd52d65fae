package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.net.Calmly;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One list, as last fetched. Requests read a volatile field; the thread of {@link StatusLists}
 * replaces its content. Requests wait only for the very first fetch of a list.
 */
final class StatusList {
  private static final long FIRST_BACKOFF_MILLIS = 1_000;
  private static final long MAX_BACKOFF_MILLIS = 60_000;
  private static final long AGAIN_MILLIS = 30_000;

  private final String uri;
  private final CountDownLatch firstAttempt = new CountDownLatch(1);
  private final long createdAt = System.nanoTime();
  private volatile @Nullable Content content;
  private volatile long usedAt;
  private volatile long nextAt;

  private volatile long fetchedAt;

  // Used by the fetching thread alone.
  private long backoff = FIRST_BACKOFF_MILLIS;
  private int failures;

  StatusList(String uri, long now) {
    this.uri = uri;
    this.usedAt = now;
    this.nextAt = now;
  }

  String uri() {
    return uri;
  }

  /** The live status of an entry of this list. */
  TokenStatus entry(long index) {
    return now -> standing(index, now);
  }

  private TokenStatus.Standing standing(long index, long now) {
    if (now - usedAt > AGAIN_MILLIS) {
      usedAt = now;
    }
    Content content = this.content;
    int status = content == null || now >= content.until ? -1 : content.bits.at(index);
    if (status < 0) {
      return TokenStatus.Standing.UNKNOWN;
    }
    return status == 0 ? TokenStatus.Standing.GOOD : TokenStatus.Standing.REVOKED;
  }

  /** Whether an entry is beyond the end of a list that may have grown since. */
  boolean mayHaveGrown(long index, long now) {
    Content content = this.content;
    return content != null
        && now < content.until
        && content.bits.at(index) < 0
        && now - fetchedAt > AGAIN_MILLIS;
  }

  /** Waits for the very first fetch, at most this long after the list was first named. */
  void awaitFirst(long millis) {
    long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - createdAt);
    if (firstAttempt.getCount() > 0 && (left <= 0 || !Calmly.await(firstAttempt, left))) {
      firstAttempt.countDown();
    }
  }

  long nextAt() {
    return nextAt;
  }

  void fetchAt(long now) {
    nextAt = now;
  }

  long usedAt() {
    return usedAt;
  }

  /**
   * @param ttl how long the list is valid, in milliseconds
   */
  void succeeded(StatusListToken token, long ttl, long now) {
    fetchedAt = now;
    backoff = FIRST_BACKOFF_MILLIS;
    failures = 0;
    long until = Math.min(token.expiresAt(), now + ttl);
    content = new Content(token.bits(), token.issuedAt(), until);
    nextAt = now + Math.max(FIRST_BACKOFF_MILLIS, (until - now) * 8 / 10);
    firstAttempt.countDown();
  }

  /** Returns whether to log it: one failure in ten. */
  boolean failed(long now) {
    nextAt = now + backoff;
    backoff = Math.min(backoff * 2, MAX_BACKOFF_MILLIS);
    firstAttempt.countDown();
    return failures++ % 10 == 0;
  }

  /** Whether a list is at least as new as this one; an older one is a replay. */
  boolean isOutdatedBy(StatusListToken newer) {
    Content content = this.content;
    return content == null || newer.issuedAt() >= content.issuedAt;
  }

  private static final class Content {
    private final StatusBits bits;
    private final long issuedAt;
    private final long until;

    Content(StatusBits bits, long issuedAt, long until) {
      this.bits = bits;
      this.issuedAt = issuedAt;
      this.until = until;
    }
  }
}
