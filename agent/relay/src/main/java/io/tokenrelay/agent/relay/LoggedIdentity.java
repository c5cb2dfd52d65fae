package io.tokenrelay.agent.relay;

/** {@code tokenrelay.api.mdc}: as what a caller is named in the application's log. */
public enum LoggedIdentity {
  /** Not at all. */
  NONE,
  /** By a digest of issuer and subject. */
  HASH,
  /** By the subject. */
  SUBJECT
}
