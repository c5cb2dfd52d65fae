package io.tokenrelay.agent.verify.jwt;

/** The text is not a token, or not one that may be accepted. Has no stack trace and no message. */
public final class MalformedTokenException extends Exception {
  MalformedTokenException() {
    super(null, null, false, false);
  }
}
