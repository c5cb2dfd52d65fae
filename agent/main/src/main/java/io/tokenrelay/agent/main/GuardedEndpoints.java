package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.doors.Background;
import io.tokenrelay.agent.relay.destination.IssuerPlaces;
import io.tokenrelay.agent.verify.issuer.Announced;

/**
 * Keeps tokens from the endpoints that issuers announce, and looks up their addresses on a thread
 * of its own, since a name server may be slow.
 */
final class GuardedEndpoints implements Announced, Runnable {
  private final IssuerPlaces issuers;

  GuardedEndpoints(IssuerPlaces issuers) {
    this.issuers = issuers;
  }

  @Override
  public void endpoint(String url) {
    issuers.addAnnounced(url);
  }

  @Override
  public void complete() {
    Background.run("tokenrelay-issuer-addresses", this);
  }

  @Override
  public void run() {
    issuers.locate();
  }
}
