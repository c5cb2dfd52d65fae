package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.http.NotFetchedException;

/** An issuer's keys could not be loaded; the message tells the operator why. */
public final class KeysNotLoadedException extends Exception {
  KeysNotLoadedException(String message) {
    super(NotFetchedException.printable(message));
  }
}
