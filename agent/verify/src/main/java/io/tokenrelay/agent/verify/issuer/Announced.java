package io.tokenrelay.agent.verify.issuer;

/**
 * Who wants to know the endpoints that an issuer's discovery document announces: no token may go
 * there. Called by whichever thread has fetched the document.
 */
public interface Announced {
  Announced TO_NOBODY = new Announced() { // no lambda is made before the application starts
        @Override
        public void endpoint(String url) {}

        @Override
        public void complete() {}
      };

  /** One endpoint, as the document spells it. */
  void endpoint(String url);

  /** There are no more for now. Must not wait for anything. */
  void complete();
}
