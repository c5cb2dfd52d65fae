package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.http.NotFetchedException;

/** An issuer's keys could not be had; the message says why, in words for the operator. */
public final class KeysNotLoadedException extends Exception {
  KeysNotLoadedException(String message) {
    super(NotFetchedException.printable(message));
  }
}
