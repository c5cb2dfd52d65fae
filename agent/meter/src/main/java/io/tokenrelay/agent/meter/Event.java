package io.tokenrelay.agent.meter;

import java.util.Locale;

/**
 * What is counted since start. The lower-case name, dots for underscores, is the name in every
 * exporter. The meaning of each is written only here: JMX and OpenTelemetry show it, and a test
 * checks that {@code docs/operations.md} has the same words.
 */
public enum Event {
  REQUEST_RECEIVED("requests that reached the agent"),
  REQUEST_WITHOUT_TOKEN("requests without a token"),
  REQUEST_REJECTED("requests that were answered 400, 401, 403, 429 or 503 by the agent"),
  REQUEST_AMBIGUOUS("paths that can be read in two ways, where tokens are enforced"),
  TOKEN_VALID("requests with a valid token"),
  TOKEN_LONG_LIVED("valid tokens that live longer than tokenrelay.verification.max-lifetime"),
  TOKEN_INVALID("requests whose token is not valid"),
  TOKEN_OPAQUE("bearer tokens that are not JWTs"),
  TOKEN_INSUFFICIENT(
      "valid tokens that do not meet the access rule of their request; in observe they"
          + " are still served"),
  TOKEN_MULTIPLE("requests with several tokens, or several Authorization headers that differ"),
  TOKEN_DPOP("tokens with the scheme DPoP"),
  TOKEN_DPOP_AS_BEARER("tokens bound to a DPoP key that came as plain bearer tokens"),
  TOKEN_CERTIFICATE_BOUND("tokens bound to a client certificate"),
  KEYS_UNAVAILABLE("tokens that could not be verified at that moment"),
  TOKEN_LIMITED("tokens that were not checked, since too many bad ones came from their address"),
  SIGNATURE_CHECKED("signatures that were checked"),
  VERIFIED_CACHE_HIT("tokens found in the cache of valid ones"),
  INVALID_CACHE_HIT("tokens found in the cache of invalid ones"),
  JWKS_FETCHED("fetches of keys"),
  JWKS_FAILED("failed fetches of keys"),
  INTROSPECTED("introspections that an issuer answered"),
  INTROSPECTION_CACHE_HIT("introspections answered from the cache"),
  INTROSPECTION_FAILED("introspections without a usable answer"),
  INTROSPECTION_DECLINED("tokens whose introspection an issuer refused (400, 403 and the like)"),
  INTROSPECTION_REFUSED(
      "tokens that were not introspected: too many at a time, or an issuer that does not answer"),
  STATUS_LIST_FETCHED("status lists that were fetched"),
  STATUS_LIST_FAILED("status lists that could not be fetched or read"),
  TOKEN_REVOKED("tokens that their issuer has revoked"),
  RELAYED("calls that got the token"),
  RELAY_DRY_RUN("calls that would have got the token without tokenrelay.dry-run"),
  SKIPPED_PRESENT(
      "calls with an Authorization header of the application's own, or by a client"
          + " with credentials of its own for the target"),
  SKIPPED_DESTINATION("calls to hosts that may not have the token"),
  SKIPPED_EXPIRED("tokens that had expired (or were near their end) when the call was made"),
  SKIPPED_DETACHED("calls made too long after their request"),
  SKIPPED_WRONG_REQUEST("calls of one request made while their thread serves another"),
  SKIPPED_OVERSIZE(
      "headers longer than tokenrelay.propagation.max-header-bytes, with"
          + " tokenrelay.propagation.oversize-action=skip"),
  HEADER_OVERSIZE(
      "headers longer than tokenrelay.propagation.max-header-bytes that were sent nevertheless"),
  TOKEN_NEAR_EXPIRY("tokens with less than tokenrelay.propagation.min-remaining left"),
  REFUSED_DOWNSTREAM("relayed calls that were answered 401"),
  COOKIES_NOT_KEPT(
      "answers to relayed calls whose cookies the client did not keep: they may be"
          + " this user's session"),
  LOST_NO_VALUE(
      "work that went without its request's token: it has no value, and nothing in it shows whose"
          + " it is (runAsync(this::drain))"),
  LOST_HANDED_OVER(
      "work that went without its request's token: it was handed to an executor or a thread, and"
          + " nothing in it shows whose it is"),
  LOST_SCHEDULED("work that went without its request's token: it was scheduled for later, once"),
  LOST_LIBRARY(
      "work that went without its request's token: it is a library's own task, such as the loop"
          + " that looks after OkHttp's connections, or a bare task of the JDK"),
  LOST_SERVES_OTHERS(
      "work that went without its request's token: it took something from a queue, so it may be"
          + " someone else's work"),
  LOST_REQUEST_OVER(
      "work that went without its request's token: it was created after its request"
          + " had ended"),
  LOST_OUTLIVES_REQUESTS(
      "work that went without its request's token: tasks of its class go on long after"
          + " their requests"),
  LOST_NAMED(
      "work that went without its request's token: tokenrelay.context.drop-tasks names" + " it"),
  LOST_NOT_THE_REQUEST(
      "work that went without its request's token: tokenrelay.context.carry=request"),
  LOST_TAKEN_OUT(
      "work that went without its request's token: the request's thread handed it on after taking"
          + " something out of a queue, or it holds what another request is answered through"),
  LOST_INITIALIZING(
      "work that went without its request's token: it was created while a class was initialised"
          + " (static { .. }), once for all requests"),
  LOST_FORKED(
      "work that went without its request's token: it is a part that the threads of a"
          + " fork-join pool share out among themselves (RecursiveTask, a parallel stream);"
          + " what runs on the request's own thread has its token"),
  LOST_PERIODIC(
      "work that went without its request's token: it runs over and over"
          + " (scheduleAtFixedRate)"),
  LOST_TIMED("work that went without its request's token: it was given to a java.util.Timer"),
  LEFTOVER_CLEARED("tokens left on a thread when its next request began"),
  ADVICE_FAILED("errors in code that was woven into a library"),
  INSTRUMENTATION_OFF("instrumentations that are off in a class loader"),
  INTERNAL_ERROR("errors inside the agent");

  private final String meaning;

  Event(String meaning) {
    this.meaning = meaning;
  }

  /** What is counted: not a full sentence. */
  public String meaning() {
    return meaning;
  }

  /** {@code verified.cache.hit} for {@code VERIFIED_CACHE_HIT}. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
