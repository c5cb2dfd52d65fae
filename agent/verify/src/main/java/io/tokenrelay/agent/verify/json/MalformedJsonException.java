package io.tokenrelay.agent.verify.json;

/** The text is not a JSON object. Costs no stack trace, and repeats nothing of the text. */
public final class MalformedJsonException extends Exception {
  MalformedJsonException() {
    super(null, null, false, false);
  }
}
