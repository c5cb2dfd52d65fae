package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/** A request, and at once the snapshot of it, as far as the carrier asks. */
final class ARequest extends Origin implements Origin.Taken {
  private final String user;
  private volatile long overForMillis;

  private ARequest(String user) {
    this.user = user;
  }

  static ARequest of(String user) {
    return new ARequest(user);
  }

  ARequest answeredBy(Object response) {
    answeredThrough(response);
    return this;
  }

  ARequest over(long forMillis) {
    overForMillis = forMillis;
    end();
    return this;
  }

  /** What a server's thread does: works for this request, as its own. */
  ARequest serve() {
    Carrier.enter(this, this);
    return this;
  }

  /** The request that this thread works for, on whichever strand. */
  static @Nullable Object carried() {
    return Strand.whole(Carrier.snapshot());
  }

  @Override
  public long overForMillis() {
    return overForMillis;
  }

  @Override
  public Origin origin() {
    return this;
  }

  @Override
  public String toString() {
    return user;
  }
}
