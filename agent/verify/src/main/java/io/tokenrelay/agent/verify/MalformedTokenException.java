package io.tokenrelay.agent.verify;

/** The text is no token, or one that nobody should read. Costs no stack trace, says nothing. */
final class MalformedTokenException extends Exception {
  MalformedTokenException() {
    super(null, null, false, false);
  }
}
