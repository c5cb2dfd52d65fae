package io.tokenrelay.agent.verify.jwt;

/** The text is no token, or one that nobody should read. Costs no stack trace, says nothing. */
public final class MalformedTokenException extends Exception {
  MalformedTokenException() {
    super(null, null, false, false);
  }
}
