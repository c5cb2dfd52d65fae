package io.tokenrelay.agent.verify.revocation;

/** A token's claim {@code status} is malformed. */
public final class MalformedStatusException extends Exception {}
