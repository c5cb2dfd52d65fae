package io.tokenrelay.agent.verify.revocation;

/** A token's claim {@code status} is not one. */
public final class MalformedStatusException extends Exception {}
