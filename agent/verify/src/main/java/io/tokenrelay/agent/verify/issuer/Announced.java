package io.tokenrelay.agent.verify.issuer;

/**
 * Receives the endpoints that an issuer's discovery document announces: no token may go there.
 * Called on the thread that has fetched the document.
 */
public interface Announced {
  Announced TO_NOBODY = new Announced() { // no lambda is created before the application starts
        @Override
        public void endpoint(String url) {}

        @Override
        public void complete() {}
      };

  /** One endpoint, as the document spells it. */
  void endpoint(String url);

  /** That is all for now. Must not wait for anything. */
  void complete();
}
